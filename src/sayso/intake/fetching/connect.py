"""Connections to addresses that were checked, and to no others.

A host is looked up once; each of its addresses is checked, and the connection goes to one of those very addresses, never to a name. So
a name server that gives a public address to whoever checks and a private one to whoever connects gains nothing. TLS still sees the name.
"""

import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread

from sayso.errors import FetchError
from sayso.intake.fetching.addresses import why_closed
from sayso.intake.fetching.capture import Policy
from sayso.intake.fetching.url import Target

Resolve = Callable[[str, int], Sequence[str]]
_MOST_ADDRESSES = 6  # that are tried of one host


def system_addresses(host: str, port: int) -> Sequence[str]:
    """What the system's resolver says."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def system_trust() -> ssl.SSLContext:
    """Certificates are checked against the system's store (or SSL_CERT_FILE and SSL_CERT_DIR), and names against certificates."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


@dataclass(frozen=True, slots=True)
class Network:
    """How hosts are looked up, and whose certificates are believed."""

    resolve: Resolve = system_addresses
    trust: Callable[[], ssl.SSLContext] = system_trust


@dataclass(slots=True)
class Budget:
    """The time and bytes left to one fetch. `place` is the URL that was asked for."""

    place: str
    policy: Policy
    ends: float
    received: int = 0

    @classmethod
    def of(cls, policy: Policy, place: str) -> "Budget":
        return cls(place, policy, time.monotonic() + policy.seconds)

    def seconds_left(self) -> float:
        """More than zero. Raises FetchError where the time is over."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise self.late()
        return left

    def late(self) -> FetchError:
        remedy = "Try again later, allow more time, or save the page in a browser and add the file"
        return FetchError(self.place, f"it took longer than {self.policy.seconds:g} seconds", remedy)


def connect(target: Target, network: Network, budget: Budget) -> tuple[socket.socket, str]:
    """A connection to a checked address of the target, and that address. Raises FetchError."""
    ends = min(budget.ends, time.monotonic() + budget.policy.connect_seconds)
    addresses = checked_addresses(target, network.resolve, budget.policy, ends - time.monotonic())[:_MOST_ADDRESSES]
    problem: OSError | None = None
    for count, address in enumerate(addresses):
        seconds = (ends - time.monotonic()) / (len(addresses) - count)
        if seconds <= 0:
            break
        try:
            connection = socket.create_connection((address, target.port), seconds)
        except OSError as error:
            problem = error
            continue
        return (_secured(connection, target, network, ends) if target.scheme == "https" else connection), address
    if problem is None or isinstance(problem, TimeoutError):
        raise FetchError(target.place, "its host doesn't answer", "Try again later, or check the URL") from problem
    raise FetchError(
        target.place, f"its host can't be connected to ({problem.strerror or problem})", "Try again later, or check the URL"
    ) from problem


def checked_addresses(target: Target, resolve: Resolve, policy: Policy, seconds: float) -> Sequence[str]:
    """The target's addresses; all are public, or its host is allowed by name. Raises FetchError."""
    literal = ":" in target.host or target.host.rpartition(".")[2].isdigit()
    addresses = [target.host] if literal else _looked_up(target, resolve, seconds)
    if not addresses:
        raise FetchError(target.place, "its host has no address", "Check the URL")
    if policy.allows(target.host):
        return addresses
    for address in addresses:
        closed = why_closed(address)
        if closed is not None:
            problem = f"its host has the address {address}, which isn't public but {closed}"
            raise FetchError(target.place, problem, f"If you mean to fetch it, allow the host {target.host}")
    return addresses


def _looked_up(target: Target, resolve: Resolve, seconds: float) -> Sequence[str]:
    """The system's resolver knows no time limit, so it is asked in a thread that is left behind where it takes too long."""
    answers: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolve(target.host, target.port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    Thread(target=ask, daemon=True, name="sayso-resolve").start()
    try:
        answer = answers.get(timeout=max(seconds, 0.001))
    except Empty as error:
        raise FetchError(target.place, "its host couldn't be looked up in time", "Try again later, or check the connection") from error
    if isinstance(answer, Exception):
        raise FetchError(target.place, "its host can't be found", "Check the URL, and the connection to the network") from answer
    return answer


def _secured(connection: socket.socket, target: Target, network: Network, ends: float) -> ssl.SSLSocket:
    try:
        connection.settimeout(max(ends - time.monotonic(), 0.001))
        # An end without TLS's goodbye is told, since somebody on the way may have cut the answer.
        return network.trust().wrap_socket(connection, server_hostname=target.host, suppress_ragged_eofs=False)
    except ssl.SSLCertVerificationError as error:
        connection.close()
        problem = f"its certificate isn't valid ({error.verify_message})"
        raise FetchError(target.place, problem, "Whoever answers may be somebody else. Check the URL, and this machine's date") from error
    except OSError as error:
        connection.close()
        reason = "no answer in time" if isinstance(error, TimeoutError) else getattr(error, "reason", None) or error.strerror or error
        raise FetchError(target.place, f"no secure connection could be made ({reason})", "Try again later, or check the URL") from error
