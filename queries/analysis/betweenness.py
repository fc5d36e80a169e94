"""Betweenness of all nodes of a graph: Brandes' algorithm (2001) for many start nodes at once, on sparse matrices."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

SEED = 1
BATCH = 64
WORK = 400_000_000
"""Numbers to look at before no further start nodes are taken; about a second."""

Numbers = NDArray[np.float64]


def betweenness(graph: nx.Graph[int], work: int = WORK) -> tuple[dict[int, float], int]:
    """For each node the share of shortest chains between any two others that lead through it, and the number of nodes
    from which it was reckoned: all on graphs of usual size, else a sample, the same for the same graph.
    """
    nodes = sorted(graph)
    n = len(nodes)
    if n < 3:
        return dict.fromkeys(nodes, 0.0), n
    links = nx.to_scipy_sparse_array(graph, nodelist=nodes, weight=None, format="csr").astype(np.float64)
    starts = list(range(n))
    random.Random(SEED).shuffle(starts)  # noqa: S311  # a sample that is always the same, nothing secret
    total: Numbers = np.zeros(n)
    done = 0
    while done < n and work > 0:
        batch = starts[done : done + BATCH]
        through, levels = _through(links, batch)
        total += through
        work -= 2 * levels * len(batch) * (n + links.nnz)
        done += len(batch)
    scaled = total * (n / done / ((n - 1) * (n - 2)))
    return {node: round(float(value), 6) for node, value in zip(nodes, scaled, strict=True)}, done


def _through(links: Any, starts: list[int]) -> tuple[Numbers, int]:
    """How many shortest chains from these nodes lead through each node, as shares; and how far the farthest is."""
    shape = (links.shape[0], len(starts))
    columns = np.arange(len(starts))
    ways: Numbers = np.zeros(shape)
    ways[starts, columns] = 1
    layer, layers = ways.copy(), [ways > 0]
    seen = layers[0].copy()
    while True:
        layer = np.where(seen, 0.0, links @ layer)
        if not layer.any():
            break
        layers.append(layer > 0)
        seen |= layers[-1]
        ways += layer
    hang: Numbers = np.zeros(shape)
    for nearer, farther in zip(reversed(layers[:-1]), reversed(layers[1:]), strict=True):
        share = np.divide(1 + hang, ways, out=np.zeros(shape), where=farther)
        hang += np.where(nearer, ways * (links @ share), 0.0)
    hang[starts, columns] = 0
    return hang.sum(axis=1), len(layers)
