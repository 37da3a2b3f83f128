"""The CoNLL measure of coreference: the mean F1 of MUC, B³ and CEAF-φ4 (Pradhan et al. 2014), mentions matched exactly.

Counts are summed over documents before shares are taken, as the reference scorer does.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

Chains = Sequence[frozenset[Hashable]]
Count = tuple[float, float]  # right, of how many


@dataclass(frozen=True)
class Measure:
    """Sums of recall's and precision's numerators and denominators."""

    recall: Count = (0.0, 0.0)
    precision: Count = (0.0, 0.0)

    def __add__(self, other: "Measure") -> "Measure":
        return Measure(_sum(self.recall, other.recall), _sum(self.precision, other.precision))

    @property
    def f1(self) -> float:
        recall, precision = (right / all_of_them if all_of_them else 0.0 for right, all_of_them in (self.recall, self.precision))
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


@dataclass(frozen=True)
class Scores:
    muc: Measure = Measure()
    b_cubed: Measure = Measure()
    ceaf: Measure = Measure()
    found: Measure = Measure()  # of mentions, whatever their chains

    def __add__(self, other: "Scores") -> "Scores":
        return Scores(self.muc + other.muc, self.b_cubed + other.b_cubed, self.ceaf + other.ceaf, self.found + other.found)

    @property
    def conll(self) -> float:
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf.f1) / 3


def score(key: Chains, response: Chains) -> Scores:
    """One document's chains against the right ones."""
    wanted, given = (frozenset().union(*chains) for chains in (key, response))
    return Scores(
        muc=Measure(_links(key, response), _links(response, key)),
        b_cubed=Measure(_shares(key, response), _shares(response, key)),
        ceaf=_aligned(key, response),
        found=Measure((len(wanted & given), len(wanted)), (len(wanted & given), len(given))),
    )


def _sum(one: Count, other: Count) -> Count:
    return one[0] + other[0], one[1] + other[1]


def _places(chains: Chains) -> dict[Hashable, int]:
    return {mention: number for number, chain in enumerate(chains) for mention in chain}


def _links(chains: Chains, others: Chains) -> Count:
    """Links that keep each chain together, and how many of them are left when the others cut it into parts."""
    place = _places(others)
    parts = [len({place.get(mention, mention) for mention in chain}) for chain in chains]
    return sum(len(chain) - cut for chain, cut in zip(chains, parts, strict=True)), sum(len(chain) - 1 for chain in chains)


def _shares(chains: Chains, others: Chains) -> Count:
    """For each mention the share of its chain that the other chain of that mention has too."""
    place = _places(others)
    right = sum(len(chain & others[place[mention]]) / len(chain) for chain in chains for mention in chain if mention in place)
    return right, sum(len(chain) for chain in chains)


def _aligned(key: Chains, response: Chains) -> Measure:
    """The best one-to-one alignment of chains by φ4, the Dice coefficient."""
    alike = [[2 * len(one & other) / (len(one) + len(other)) for other in response] for one in key]
    best = best_sum(alike) if key and response else 0.0
    return Measure((best, len(key)), (best, len(response)))


def best_sum(worth: list[list[float]]) -> float:
    """The greatest sum of one entry a row, no two in one column (or the other way round): the Hungarian method."""
    if len(worth) > len(worth[0]):
        worth = [list(column) for column in zip(*worth, strict=True)]
    rows, columns = len(worth), len(worth[0])
    row_price, price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)  # the row that has a column; rows and columns count from 1
    for row in range(1, rows + 1):
        owner[0], column = row, 0
        slack, came_from, used = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while owner[column]:
            used[column] = True
            mine, step, after = owner[column], float("inf"), 0
            for other in range(1, columns + 1):
                if used[other]:
                    continue
                cost = -worth[mine - 1][other - 1] - row_price[mine] - price[other]
                if cost < slack[other]:
                    slack[other], came_from[other] = cost, column
                if slack[other] < step:
                    step, after = slack[other], other
            for other in range(columns + 1):
                if used[other]:
                    row_price[owner[other]] += step
                    price[other] -= step
                else:
                    slack[other] -= step
            column = after
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return sum(worth[owner[column] - 1][column - 1] for column in range(1, columns + 1) if owner[column])
