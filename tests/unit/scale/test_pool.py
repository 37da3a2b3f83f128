"""One function over many items: in order, lazily, in one process or several."""

import math
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import WorkerError
from sayso.scale.pool import AHEAD, CHUNK, in_order

MANY = 10 * CHUNK + 3


class Counted:
    """Gives numbers from 0, and counts those that were asked for."""

    def __init__(self, count: int) -> None:
        self.count, self.given = count, 0

    def __iter__(self) -> Iterator[int]:
        for number in range(self.count):
            self.given += 1
            yield number


def in_process(_: int) -> int:
    return os.getpid()


def hears_interrupts(_: int) -> bool:
    return signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def write_slowly(name: str) -> None:
    time.sleep(0.01)
    Path(name).touch()


def falls_over(number: int) -> int:
    if number == CHUNK + 1:
        raise LookupError(number)
    return number


@pytest.mark.parametrize("workers", [0, 1, 2, 3])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    assert list(in_order(math.factorial, range(MANY), workers)) == [math.factorial(number) for number in range(MANY)]


@pytest.mark.parametrize("workers", [1, 2])
def test_no_items_give_no_results(workers: int) -> None:
    assert list(in_order(math.factorial, [], workers)) == []


def test_one_worker_is_this_process_and_takes_an_item_at_a_time() -> None:
    items = Counted(MANY)
    results = in_order(in_process, items)
    assert items.given == 0
    assert next(results) == os.getpid()
    assert items.given == 1


def test_several_workers_are_other_processes_and_take_a_bounded_number_of_items_ahead() -> None:
    items = Counted(1000 * CHUNK)
    results = in_order(in_process, items, 2)
    assert items.given == 0
    assert next(results) != os.getpid()
    assert items.given <= 2 * AHEAD * CHUNK
    for _ in range(4 * CHUNK):
        next(results)
    assert items.given <= (2 * AHEAD + 5) * CHUNK


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_comes_out_where_its_item_stands(workers: int) -> None:
    results = in_order(falls_over, range(MANY), workers)
    assert [next(results) for _ in range(CHUNK)] == list(range(CHUNK))
    with pytest.raises(LookupError):
        list(results)


def test_processes_end_with_the_iterator() -> None:
    results = in_order(in_process, iter(range(10**9)), 2)
    worker = next(results)
    assert isinstance(results, Iterator)
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="needs signal masks")
def test_ctrl_c_is_for_the_calling_process_alone() -> None:
    assert list(in_order(hears_interrupts, range(MANY), 2)) == [False] * MANY
    assert hears_interrupts(0)


def test_what_was_not_begun_is_dropped_when_the_iterator_is(tmp_path: Path) -> None:
    names = [str(tmp_path / str(number)) for number in range(4 * AHEAD * 2 * CHUNK)]
    results = in_order(write_slowly, names, 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert len(list(tmp_path.iterdir())) < len(names)


def end_me(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_a_process_that_the_system_ends_is_an_error_of_ours() -> None:
    with pytest.raises(WorkerError, match="ended by the system"):
        list(in_order(end_me, range(3), 2))
