"""One function over many items, in order, in this process or in several."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

CHUNK = 8  # items a task: enough to hide what sending costs, few enough to keep all processes busy
AHEAD = 3  # tasks in flight a process, which bounds memory however long the input


def in_order(work: Callable[[In], Out], items: Iterable[In], workers: int = 1) -> Iterator[Out]:
    """`work(item)` for each item, in the order of the items, lazily.

    With more than one worker, `work`, the items and the results must pickle; processes are spawned, so nothing that this
    one has opened leaks into them, and end when the iterator does.
    """
    if workers <= 1:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting: deque[Future[list[Out]]] = deque()
        for chunk in _chunks(items):
            waiting.append(pool.submit(_each, work, chunk))
            if len(waiting) >= workers * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _chunks(items: Iterable[In]) -> Iterator[list[In]]:
    source = iter(items)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _each(work: Callable[[In], Out], chunk: list[In]) -> list[Out]:
    return [work(item) for item in chunk]
