"""What stands in front of Django: a request that was answered before is answered again without it.

The key is all that an answer depends on, as the server has it, before anything is parsed; so nothing is
decided here. What may be answered again, and for how long, a middleware says of its response with
``repeatable``: the response cache and the API do so of what they keep. An answer is repeated in its own
generation only.
"""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from site_core import prefixes
from site_core.delivery import generation, metrics, request_ids
from site_core.delivery.generation_reader import GenerationReader
from site_core.delivery.lookups import HIT

type Environ = dict[str, Any]
type Headers = list[tuple[str, str]]
type Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
#: Counts a request against a limit: the headers that tell of it, or ``None`` for one too many.
type Admission = Callable[[Environ], Mapping[str, str] | None]

_MARK = "_repeatable"
#: Every field of a request that an answer for everybody may depend on.
_FIELDS = (
    "wsgi.url_scheme",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_HOST",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "SERVER_NAME",
    "SERVER_PORT",
    "SCRIPT_NAME",
    "PATH_INFO",
    "HTTP_ACCEPT",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_ORIGIN",
    "HTTP_IF_NONE_MATCH",
    "REQUEST_METHOD",
)
#: Headers that each answer has of its own.
_OF_ONE_ANSWER = frozenset((request_ids.HEADER.lower(), "ratelimit", "ratelimit-policy"))
#: Characters of all fields of a request together. Longer ones are answered by Django.
_LONGEST_KEY = 2000
#: Answers of one generation, and bytes of their bodies, that one process repeats.
_MOST, _MEMORY = 4000, 16_000_000


@dataclass(frozen=True)
class _Terms:
    """On what terms an answer may be repeated."""

    generation: int
    until: float
    parameters: tuple[str, ...]
    admission: Admission | None


def repeatable(
    request: HttpRequest,
    response: HttpResponseBase,
    until: float | None = None,
    parameters: tuple[str, ...] = (),
    admission: Admission | None = None,
) -> None:
    """Allow that a response is given to the same request again, in this generation and on this day.

    ``until`` is in seconds since 1970. A request with one of these query ``parameters`` is another one.
    ``admission`` is asked before each repetition.
    """
    number = generation.current(request)
    if number >= 0:
        tomorrow = timezone.localdate() + datetime.timedelta(days=1)
        midnight = timezone.make_aware(datetime.datetime.combine(tomorrow, datetime.time()))
        ends = min(midnight.timestamp(), until or float("inf"))
        setattr(response, _MARK, _Terms(number, ends, parameters, admission))


@dataclass(frozen=True)
class _Answer:
    """An answer as the server takes it."""

    status: str
    code: int
    headers: Headers
    body: bytes
    terms: _Terms


class Front:
    """A WSGI application in front of Django's, which repeats its answers."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.reader = GenerationReader()
        self._guard = threading.Lock()
        self._forget(-1)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        began = time.perf_counter()
        key = _key(environ)
        answer = self._answers.get(key) if key is not None else None
        if answer is not None and _is_meant(answer.terms, environ):
            headers = self._headers(answer, environ)
            if headers is not None:
                HIT.inc()
                metrics.count(environ["PATH_INFO"], answer.code, time.perf_counter() - began)
                start_response(answer.status, headers)
                return (answer.body,)
        response = self.application(environ, start_response)
        terms = getattr(response, _MARK, None)
        if key is not None and terms is not None and isinstance(response, HttpResponse):
            self._add(key, response, terms, is_head=environ["REQUEST_METHOD"] == "HEAD")
        return response

    def _headers(self, answer: _Answer, environ: Environ) -> Headers | None:
        """The headers of an answer that is still true, for a request that is admitted."""
        if self.reader.read() != answer.terms.generation:
            return None
        of_this_one = [(request_ids.HEADER, request_ids.of(environ))]
        if answer.terms.admission is not None:
            admitted = answer.terms.admission(environ)
            if admitted is None:
                return None
            of_this_one += admitted.items()
        return answer.headers + of_this_one

    def _add(
        self, key: tuple[str, ...], response: HttpResponse, terms: _Terms, *, is_head: bool
    ) -> None:
        if response.cookies:
            return
        headers = [
            (name, value) for name, value in response.items() if name.lower() not in _OF_ONE_ANSWER
        ]
        status = f"{response.status_code} {response.reason_phrase}"
        body = b"" if is_head else response.content
        with self._guard:
            if terms.generation > self._generation:
                self._forget(terms.generation)
            elif terms.generation < self._generation:
                return
            if len(self._answers) >= _MOST or self._size + len(body) > _MEMORY:
                self._forget(terms.generation)
            self._answers[key] = _Answer(status, response.status_code, headers, body, terms)
            self._size += len(body)

    def _forget(self, number: int) -> None:
        """Begin anew, for a generation."""
        self._answers: dict[tuple[str, ...], _Answer] = {}
        self._generation, self._size = number, 0


def _key(environ: Environ) -> tuple[str, ...] | None:
    """What an answer for everybody depends on; ``None`` for a request that could be somebody's own."""
    get = environ.get
    cookies = get("HTTP_COOKIE")
    if (
        get("REQUEST_METHOD") not in ("GET", "HEAD")
        or "HTTP_AUTHORIZATION" in environ
        or (cookies and (settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies))
        or get("CONTENT_LENGTH", "") not in ("", "0")
    ):
        return None
    fields = [get(name) or "" for name in _FIELDS]
    # A query means something to the API; pages say which parameters they know.
    is_api = get("PATH_INFO", "").startswith(prefixes.API)
    fields.append(get("QUERY_STRING", "") if is_api else "")
    return tuple(fields) if sum(map(len, fields)) <= _LONGEST_KEY else None


def _is_meant(terms: _Terms, environ: Environ) -> bool:
    """Whether an answer is not too old, and a request asks for no other form of it."""
    return time.time() < terms.until and not (terms.parameters and environ.get("QUERY_STRING"))
