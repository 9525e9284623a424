"""Tags of answers, and ids in paths."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from api.etags import etag, unchanged
from api.paths import meant


def asked(header: str | None) -> Request:
    headers = [(b"if-none-match", header.encode())] if header is not None else []
    return Request({"type": "http", "headers": headers})


def test_a_tag_stands_for_what_the_answer_is_made_of() -> None:
    assert etag(1, "a") == etag(1, "a")
    assert len({etag(1), etag(2), etag("1"), etag(1, None), etag((1, None))}) == 5


@pytest.mark.parametrize(
    ("header", "known"),
    [
        (None, False),
        ("", False),
        ('"x"', False),
        ("{tag}", True),
        ('"x", {tag}', True),
        ("W/{tag}", True),
        ("*", True),
    ],
)
def test_a_client_says_which_answers_it_has(header: str | None, known: bool) -> None:
    tag = etag(1)
    answer = unchanged(asked(header and header.format(tag=tag)), tag)
    assert (answer is not None and answer.status_code == 304) == known


@given(
    st.lists(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4)
)
def test_segments_of_a_path_stay_apart_whatever_they_hold(names: list[str]) -> None:
    path = meant("/".join(quote(name, safe="") for name in names).encode())
    assert [part.replace("%2F", "/").replace("%25", "%") for part in path.split("/")] == names
