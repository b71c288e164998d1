"""One HTTP request to a receiver, bounded in time and in size."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from site_core.webhooks.models import WebhookAttempt
from site_core.webhooks.targets import Target, TargetError, UnknownHostError, resolve_target

#: Seconds until a connection must stand, and until the whole answer must be there.
CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 15.0
#: How much of an answer is read, in bytes.
EXCERPT = 500
SUCCESS = range(200, 300)


@dataclass(frozen=True)
class Answer:
    """What came of a request: an outcome of ``WebhookAttempt``, and what there was of an answer."""

    outcome: str
    status: int | None = None
    detail: str = ""
    retry_after: str = ""


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send a message and return the outcome. Redirects are not followed. Raises nothing."""
    try:
        target = resolve_target(url)
    except UnknownHostError as error:
        return Answer(WebhookAttempt.UNREACHABLE, detail=str(error)[:EXCERPT])
    except TargetError as error:
        return Answer(WebhookAttempt.REFUSED, detail=str(error)[:EXCERPT])
    connection = connection_to(target)
    # A socket's own time-out begins anew with each byte; this one does not.
    expired = threading.Event()
    timer = threading.Timer(ANSWER_SECONDS, abort, [connection, expired])
    timer.daemon = True
    timer.start()
    try:
        connection.request(
            "POST", target.path, body=body, headers={**headers, "Host": target.host_header}
        )
        response = connection.getresponse()
        excerpt = response.read(EXCERPT, decode_content=False).decode(errors="replace")
        if expired.is_set():
            return Answer(WebhookAttempt.TIMEOUT)
        outcome = WebhookAttempt.DELIVERED if response.status in SUCCESS else WebhookAttempt.STATUS
        return Answer(outcome, response.status, excerpt, response.headers.get("Retry-After", ""))
    except (OSError, HTTPError, HTTPException, ValueError) as error:
        return Answer(_outcome(error, expired.is_set()), detail=str(error)[:EXCERPT])
    finally:
        timer.cancel()
        connection.close()


def connection_to(target: Target) -> HTTPConnection:
    """A connection to the address that was looked up, under the name that its certificate must have."""
    if not target.is_secure:
        return HTTPConnection(target.address, target.port, timeout=CONNECT_SECONDS)
    return HTTPSConnection(
        target.address,
        target.port,
        timeout=CONNECT_SECONDS,
        ssl_context=ssl.create_default_context(),
        server_hostname=target.host,  # the certificate must be for this name
    )


def abort(connection: HTTPConnection, expired: threading.Event) -> None:
    """End a connection whose time is over, from another thread."""
    expired.set()
    if connection.sock is not None:
        with suppress(OSError):  # it is closed already
            connection.sock.shutdown(socket.SHUT_RDWR)


def _outcome(error: Exception, is_expired: bool) -> str:
    is_late = isinstance(error, (TimeoutError, ConnectTimeoutError))
    if is_expired or (is_late and not isinstance(error, NewConnectionError)):
        return WebhookAttempt.TIMEOUT
    if isinstance(error, ssl.SSLError):
        return WebhookAttempt.TLS
    return WebhookAttempt.UNREACHABLE
