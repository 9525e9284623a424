"""Which articles are of one story with one that has just come, as far as is known at that moment.

Clusters are made again later, so a story is what hangs together: the articles of one cluster, and through
verdicts those whose cluster is not known yet. What editors decided holds as it does in clusters. A round-up
whose cluster is not known yet joins the stories that it takes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from api.partition import Decision, partition
from api.store.kin import Node, Tie, last_two, mates, nodes, ties

MOST_ARTICLES = 200
"""So far one looks: a story of more articles is cut off, the nearest first."""

_SAME_CLUSTER = 2.0
"""More than any score: what was settled goes before what was not."""


def story_of(
    connection: Connection,
    collection: int,
    key: int,
    followed: Iterable[int],
    decisions: Sequence[Decision],
) -> set[int]:
    """Return the keys of the articles that are of one story with one, itself among them.

    Those that are followed are surely among those looked at if they share a cluster with one that is near.
    """
    found = _Surroundings(connection, collection, decisions)
    found.look(key, followed)
    groups = partition(found.edges(), found.decisions())
    return next((set(group) for group in groups if key in group), {key})


class _Surroundings:
    """What is near to an article, looked at step by step."""

    def __init__(self, connection: Connection, collection: int, decisions: Sequence[Decision]) -> None:
        self._connection = connection
        self._collection = collection
        self._decisions = decisions
        self._nodes: dict[int, Node] = {}
        self._ties: dict[tuple[int, int], float] = {}
        self._clusters: set[str] = set()
        self._followed: list[Node] = []

    def look(self, key: int, followed: Iterable[int]) -> None:
        """Look at what is near to an article, then at what is near to that, and so on."""
        known = {node.key: node for node in nodes(self._connection, sorted({key, *followed}))}
        self._followed = [node for node in known.values() if node.key != key]
        self._nodes[key] = known[key]
        # It stays in the story that its last version was of, whatever this one shares.
        steps = self._tied(dict.fromkeys(last_two(self._connection, key), key), key)
        steps |= self._mates([known[key]]) | self._merged([key])
        while steps and len(self._nodes) < MOST_ARTICLES:
            self._nodes |= steps
            fresh = list(steps.values())[:MOST_ARTICLES]
            steps = self._tied({node.latest: node.key for node in fresh}, None)
            steps |= self._mates(fresh) | self._merged([node.key for node in fresh])
        self._nodes |= steps

    def edges(self) -> list[tuple[int, int]]:
        """Return what holds articles together, the surest first."""
        scores = dict(self._ties)
        first: dict[str, int] = {}
        for node in self._nodes.values():
            if node.cluster and not node.is_unsettled:
                scores[first.setdefault(node.cluster, node.key), node.key] = _SAME_CLUSTER
        return sorted(scores, key=lambda pair: (-scores[pair], pair))

    def decisions(self) -> list[Decision]:
        """Return what editors decided of the articles that were looked at, the latest first."""
        return [decision for decision in self._decisions if decision.articles() & self._nodes.keys()]

    def _tied(self, owners: dict[int, int], key: int | None) -> dict[int, Node]:
        """Return new articles by the verdicts on some versions, and remember what ties them.

        Where both clusters are known a verdict says no more than they do, but for the article itself.
        """
        fresh = {}
        for tie in ties(self._connection, sorted(owners)):
            own = owners[tie.version]
            if own == key or tie.other.is_unsettled or self._nodes[own].is_unsettled:
                self._tie(own, tie)
                if tie.other.key not in self._nodes:
                    fresh[tie.other.key] = tie.other
        return fresh

    def _tie(self, own: int, tie: Tie) -> None:
        low, high = sorted((own, tie.other.key))
        self._ties[low, high] = max(tie.score, self._ties.get((low, high), 0.0))

    def _mates(self, near: Iterable[Node]) -> dict[int, Node]:
        clusters = {n.cluster for n in near if n.cluster and not n.is_unsettled} - self._clusters
        if not clusters:
            return {}
        self._clusters |= clusters
        found = mates(self._connection, self._collection, sorted(clusters))
        found += [node for node in self._followed if node.cluster in clusters]
        return {node.key: node for node in found if node.key not in self._nodes}

    def _merged(self, keys: Iterable[int]) -> dict[int, Node]:
        near = set(keys)
        merges = (d.articles() for d in self._decisions if d.kind == "merge")
        wanted = set().union(*(merge for merge in merges if merge & near)) - self._nodes.keys()
        return {node.key: node for node in nodes(self._connection, sorted(wanted))} if wanted else {}
