"""One function over many items, in order, in this process or in several."""

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from sayso.errors import WorkerError

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
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # each worker is one thread; numpy's own would wait busily beside it
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    waiting: deque[Future[list[Out]]] = deque()
    try:
        for chunk in _chunks(items):
            with _interrupts_held():
                waiting.append(pool.submit(_each, work, chunk))
            if len(waiting) >= workers * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise WorkerError("A reading process was ended by the system, mostly for want of memory. Use fewer workers.") from error
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """A process started in here inherits that Ctrl-C isn't for it: it stops this one, which then ends the others."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _chunks(items: Iterable[In]) -> Iterator[list[In]]:
    source = iter(items)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _each(work: Callable[[In], Out], chunk: list[In]) -> list[Out]:
    return [work(item) for item in chunk]
