"""The best dependency tree of a sentence from the scores of its arcs: Chu, Liu and Edmonds' algorithm."""

import numpy as np

from sayso.reader.arrays import FloatArray, IntArray


def best_tree(scores: FloatArray) -> IntArray:
    """The head of each of n words in the best tree with exactly one root: a word's index, or −1 for the root.

    `scores` is n × (n + 1): row d holds the score of the root, then of each word, as the head of word d. Those of a word as
    its own head must be −∞, all others finite.
    """
    count = len(scores)
    square = np.full((count + 1, count + 1), -np.inf)
    square[1:] = scores
    heads = _arborescence(square)
    # A tree with one root that is best where each root costs so much is the best of all with one. Little is tried first: the
    # dearer the roots, the more cycles there are.
    for doubling in range(32):
        if np.count_nonzero(heads[1:] == 0) <= 1:
            break
        square[1:, 0] -= 2.0**doubling
        heads = _arborescence(square)
    return heads[1:] - 1


def _arborescence(scores: FloatArray) -> IntArray:
    """The head of each node in the best tree from node 0; `scores` has a row a dependent, a column a head."""
    heads: IntArray = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not len(cycle):
        return heads
    # The cycle becomes one node, the last. Whatever enters it takes the place of the arc into the node where it enters.
    rest = np.setdiff1d(np.arange(len(heads)), cycle)
    entering = scores[np.ix_(cycle, rest)] - scores[cycle, heads[cycle]][:, None]
    leaving = scores[np.ix_(rest, cycle)]
    last = len(rest)
    small = np.full((last + 1, last + 1), -np.inf)
    small[:last, :last] = scores[np.ix_(rest, rest)]
    small[last, :last] = entering.max(0)
    small[:last, last] = leaving.max(1)
    found = _arborescence(small)
    heads[rest] = np.where(found[:last] == last, cycle[leaving.argmax(1)], rest[np.minimum(found[:last], last - 1)])
    heads[0] = 0
    way_in = found[last]
    heads[cycle[entering[:, way_in].argmax()]] = rest[way_in]
    return heads


def _cycle(heads: IntArray) -> IntArray:
    """The nodes of one cycle, none where there isn't any; node 0 is its own head."""
    at = heads
    for _ in range(len(heads).bit_length()):
        at = at[at]
    astray = np.flatnonzero(at)
    if not len(astray):
        return astray
    node = first = int(at[astray[0]])
    nodes: list[int] = []
    while not nodes or node != first:
        nodes.append(node)
        node = int(heads[node])
    return np.array(sorted(nodes), dtype=np.int64)
