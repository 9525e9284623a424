"""Who took from whom, as a drawing: sources stand left of those that took from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.tale import Taking, Tale, Teller

MOST_NODES = 200
MOST_EDGES = 2
"""Up to so many for every article all are drawn; else only what each took most from, or lines hide lines."""

MARGIN = 8
BEND = 48.0
"""So far a line at most bends that would else lie on others of its row."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large nodes are, and how far from each other; `rows` are the most in one column."""

    is_small: bool
    width: int
    height: int
    gap: int
    rows: int


LARGE = Shape(is_small=False, width=140, height=26, gap=56, rows=12)
SMALL = Shape(is_small=True, width=32, height=20, gap=36, rows=20)
MOST_LARGE = 40
MOST_LARGE_LAYERS = 7


@dataclass(frozen=True, slots=True)
class Node:
    """An article at its place: the upper left corner."""

    teller: Teller
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """What one took from another, as a line; a stronger one is wider."""

    taking: Taking
    path: str
    width: float
    bend: float


@dataclass(frozen=True, slots=True)
class Graph:
    """The drawing, and how many articles and pairs have no place in it."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: float
    height: float
    shape: Shape
    hidden_nodes: int
    hidden_edges: int


def graph_of(tale: Tale) -> Graph | None:
    """Return who took from whom; None if nobody did."""
    tellers = tale.tellers[:MOST_NODES]
    takings = _drawn(tale, len(tellers))
    if not takings:
        return None
    layers = _layers(tellers, takings)
    small = len(tellers) > MOST_LARGE or max(layers.values()) >= MOST_LARGE_LAYERS
    shape = SMALL if small else LARGE
    nodes = _placed(tellers, layers, shape)
    places = {node.teller.number: node for node in nodes}
    edges = tuple(_edge(each, places, shape) for each in takings)
    return Graph(
        nodes,
        edges,
        max(node.x for node in nodes) + shape.width + MARGIN,
        max(node.y for node in nodes) + shape.height + MARGIN + max(edge.bend for edge in edges),
        shape,
        len(tale.tellers) - len(tellers),
        len(tale.takings) - len(takings),
    )


def _drawn(tale: Tale, most: int) -> list[Taking]:
    """Return the pairs that are drawn."""
    there = [each for each in tale.takings if max(each.taker.number, each.source.number) <= most]
    if len(there) <= MOST_EDGES * most:
        return there
    first: dict[int, Taking] = {}
    for each in there:
        first.setdefault(each.taker.number, each)
    return list(first.values())


def _layers(tellers: Sequence[Teller], takings: Sequence[Taking]) -> dict[int, int]:
    """Return how many steps of time lie before every article, along what is drawn."""
    sources: dict[int, list[int]] = {}
    for each in takings:
        if each.source.number < each.taker.number:
            sources.setdefault(each.taker.number, []).append(each.source.number)
    layers: dict[int, int] = {}
    for teller in tellers:
        before = sources.get(teller.number, ())
        layers[teller.number] = 1 + max((layers[number] for number in before), default=-1)
    return layers


def _placed(tellers: Sequence[Teller], layers: dict[int, int], shape: Shape) -> tuple[Node, ...]:
    nodes, x = [], float(MARGIN)
    for layer in range(max(layers.values()) + 1):
        group = [teller for teller in tellers if layers[teller.number] == layer]
        for start in range(0, len(group), shape.rows):
            for row, teller in enumerate(group[start : start + shape.rows]):
                nodes.append(Node(teller, x, MARGIN + row * (shape.height + 8.0)))
            x += shape.width + 12
        x += shape.gap
    return tuple(nodes)


def _edge(taking: Taking, places: dict[int, Node], shape: Shape) -> Edge:
    one, other = places[taking.source.number], places[taking.taker.number]
    x1, y1 = one.x + shape.width, one.y + shape.height / 2
    x2, y2 = other.x - 2, other.y + shape.height / 2
    reach = max(abs(x2 - x1) / 2, shape.gap / 2)
    # Lines along one row would lie on each other and behind the articles between.
    bend = min(BEND, (x2 - x1) / 8) if y1 == y2 and x2 - x1 > shape.gap * 2 else 0.0
    path = f"M{x1:g} {y1:g}C{x1 + reach:g} {y1 + bend:g} {x2 - reach:g} {y2 + bend:g} {x2:g} {y2:g}"
    return Edge(taking, path, round(1 + 2.5 * taking.share, 1), bend)
