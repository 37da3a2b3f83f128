"""A web server on this machine that answers what a test wants, byte for byte, and remembers what it was asked."""

import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

HOST = "site.example"
Answer = bytes | Callable[["Handler"], None]


@dataclass
class Site:
    """`answers` go by path; `asked` has the paths in their order, `heads` the header fields of each request."""

    port: int
    scheme: str = "http"
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    def url(self, path: str = "/", host: str = HOST) -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away are what is tested."""


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site = self.server.site
        site.asked.append(self.path)
        site.heads.append(dict(self.headers.items()))
        answer = site.answers.get(self.path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone")
        if isinstance(answer, bytes):
            self.wfile.write(answer)
        else:
            answer(self)
        self.close_connection = True

    def endlessly(self, piece: bytes, pause: float = 0.0) -> None:
        """Writes until the client is gone or the test over."""
        with suppress(OSError):
            while not self.server.site.closing.wait(pause):
                self.wfile.write(piece)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that it overrides
        """Quiet."""


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[Site]:
    """A site on 127.0.0.1; over TLS with the certificate and key of that file."""
    with Server(("127.0.0.1", 0), Handler) as server:
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        site = server.site = Site(server.server_address[1], "https" if certificate else "http")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site.closing.set()
            server.shutdown()
            thread.join()


def certificate_for(host: str, folder: Path, days: int = 2) -> Path:
    """A certificate that vouches for itself, with its key, in one file."""
    both, key = folder / f"{host}.pem", folder / f"{host}.key"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", str(days)]
    names = ["-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}", "-keyout", str(key), "-out", str(both)]
    subprocess.run([*command, *names], check=True, capture_output=True)
    both.write_bytes(both.read_bytes() + key.read_bytes())
    return both


def answer(body: bytes = b"Twelve died.", status: str = "200 OK", **fields: str) -> bytes:
    """The bytes of an answer with its length. Fields are written with `_` for `-`."""
    fields = {"Content_Length": str(len(body)), **fields}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(b"elsewhere", status, Location=location)
