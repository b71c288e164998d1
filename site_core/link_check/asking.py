"""One question to another site, bounded in time and size, and never sent into a private network."""

from __future__ import annotations

import ssl
import threading
from dataclasses import dataclass
from http.client import HTTPException

from django.conf import settings
from urllib3.exceptions import HTTPError
from urllib3.exceptions import SSLError as WrappedSSLError

from site_core.webhooks.posting import abort, connection_to
from site_core.webhooks.targets import (
    PrivateTargetError,
    TargetError,
    UnknownHostError,
    resolve_public_target,
)

#: Seconds until the whole answer must be there, and how much of it is read, in bytes.
ANSWER_SECONDS = 10.0
MAX_BYTES = 50_000
USER_AGENT = "Liaison-link-check/1.0 (+{site})"


@dataclass(frozen=True)
class Reply:
    """What came of a question: a status, or the code of an outcome."""

    status: int | None = None
    location: str = ""
    text: str = ""
    code: str = ""


def user_agent() -> str:
    """How the program calls itself, with the address of the site it works for."""
    return USER_AGENT.format(site=settings.WAGTAILADMIN_BASE_URL)


def ask(url: str, method: str = "HEAD") -> Reply:
    """Ask for a URL. Redirects are not followed. Raises nothing."""
    try:
        target = resolve_public_target(url)
    except PrivateTargetError:
        return Reply(code="private")
    except UnknownHostError:
        return Reply(code="unknown_host")
    except TargetError:
        return Reply(code="no_address")
    connection = connection_to(target)
    # A socket's own time-out begins anew with each byte; this one does not.
    expired = threading.Event()
    timer = threading.Timer(ANSWER_SECONDS, abort, [connection, expired])
    timer.daemon = True
    timer.start()
    headers = {"Host": target.host_header, "User-Agent": user_agent(), "Accept": "*/*"}
    try:
        connection.request(method, target.path, headers=headers, preload_content=False)
        response = connection.getresponse()
        text = ""
        if method == "GET":
            text = response.read(MAX_BYTES, decode_content=False).decode(errors="replace")
        return Reply(response.status, response.headers.get("Location", ""), text)
    except (ssl.SSLError, WrappedSSLError):
        return Reply(code="certificate")
    except (OSError, HTTPError, HTTPException, ValueError) as error:
        is_certificate = isinstance(getattr(error, "reason", None), ssl.SSLError)
        return Reply(code="certificate" if is_certificate else "silent")
    finally:
        timer.cancel()
        connection.close()
