from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dedup.components import components

LINKS = st.lists(st.tuples(st.sampled_from("abcdefghij"), st.sampled_from("abcdefghij")))


@given(LINKS)
def test_linked_things_hang_together_and_what_hangs_together_can_be_walked(
    links: list[tuple[str, str]],
) -> None:
    found = components(links)
    assert all(found[x] == found[y] for x, y in links)
    for x, least in found.items():
        reached, before = {x}, set[str]()
        while reached != before:
            before = reached
            reached = reached | {end for link in links if reached & set(link) for end in link}
        assert min(reached) == least


@given(LINKS)
def test_the_order_of_the_links_does_not_matter(links: list[tuple[str, str]]) -> None:
    assert list(components(links).items()) == list(components(reversed(links)).items())
