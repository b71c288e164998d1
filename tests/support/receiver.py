"""A receiver of webhooks on this machine, as good or as bad as a test wants it."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook


@dataclass
class Received:
    """One message as it came in."""

    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def data(self) -> dict[str, Any]:
        return json.loads(self.body)

    def verified(self, secret: str) -> dict[str, Any]:
        """What the specification's own library makes of it. Raises what that raises."""
        return Webhook(secret).verify(self.body, self.headers)


@dataclass
class Receiver:
    """What came in, and how to answer."""

    messages: list[Received] = field(default_factory=list)
    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    #: Seconds to wait before the answer.
    seconds: float = 0
    #: Seconds between the bytes of an answer that never ends.
    dripping: float = 0
    #: The number of the message after which everything fails with status 500.
    fails_after: int | None = None
    scheme: str = "http"
    port: int = 0

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/hook?from=site"

    def types(self) -> list[str]:
        return [message.data["type"] for message in self.messages]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers["Content-Length"])
        message = Received(
            {name.lower(): value for name, value in handler.headers.items()},
            handler.rfile.read(length),
        )
        time.sleep(self.seconds)
        if self.dripping:
            while True:
                handler.wfile.write(b"H")
                handler.wfile.flush()
                time.sleep(self.dripping)
        if self.fails_after is not None and len(self.messages) >= self.fails_after:
            handler.send_response(500)
            handler.end_headers()
            return
        self.messages.append(message)
        handler.send_response(self.status)
        for name, value in self.headers.items():
            handler.send_header(name, value)
        handler.end_headers()


@contextmanager
def receiving(context: ssl.SSLContext | None = None, **how: Any) -> Iterator[Receiver]:
    """Run a receiver."""
    receiver = Receiver(**how)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            try:
                receiver.answer(self)
            except OSError:
                self.close_connection = True  # whoever asked has hung up

        def log_message(self, *arguments: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *arguments: Any) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        receiver.scheme = "https"
    receiver.port = server.server_address[1]
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
