"""Mentions → chains, one after the other: each joins the chain that its scores speak for, or begins one."""

from collections.abc import Iterable

import numpy as np

from sayso.reader.wording import FEMALE, MALE, NAME, PRONOUN, Mentions

NOT_SAID = -1


class Chains:
    """The chains so far. A chain in which someone is "he", or has another forename, isn't open to "she"."""

    def __init__(self, given: Mentions) -> None:
        self.chains: list[list[int]] = []
        self._chain_of: list[int] = []
        told = np.isin(given.kind, (PRONOUN["he"], PRONOUN["she"], NAME)) & np.isin(given.sort, (MALE, FEMALE))
        self._gender = np.where(told, given.sort, NOT_SAID).tolist()
        self._genders: list[int] = []  # of the chains
        self._head, self._forename, self._words = given.head.tolist(), given.forename.tolist(), given.words
        self._full: list[list[int]] = []  # of each chain the mentions that have a forename

    def add(self, likely: Iterable[tuple[int, float]], bar: float) -> None:
        """Add the next mention, given likely earlier ones with the exponential of their scores; `bar` is one too."""
        mention = len(self._chain_of)
        sums: dict[int, float] = {}
        for other, score in likely:
            chain = self._chain_of[other]
            sums[chain] = sums.get(chain, 0.0) + score
        best = max((chain for chain in sums if self._open(chain, mention)), key=sums.__getitem__, default=-1)
        if best < 0 or sums[best] <= bar:
            best = len(self.chains)
            self.chains.append([])
            self._genders.append(NOT_SAID)
            self._full.append([])
        self._chain_of.append(best)
        self.chains[best].append(mention)
        if self._genders[best] == NOT_SAID:
            self._genders[best] = self._gender[mention]
        if self._forename[mention] >= 0:
            self._full[best].append(mention)

    def _open(self, chain: int, mention: int) -> bool:
        mine, its = self._gender[mention], self._genders[chain]
        if mine != its and NOT_SAID not in (mine, its):
            return False
        return self._forename[mention] < 0 or not any(self._rivals(mention, other) for other in self._full[chain][:3])

    def _rivals(self, one: int, other: int) -> bool:
        """Whether two names with forenames are those of two of one family."""
        if self._head[one] != self._head[other] or self._forename[one] == self._forename[other]:
            return False
        return self._forename[one] not in self._words[other] and self._forename[other] not in self._words[one]
