"""A name for each request, in its log lines and in its response: what a reader reports can be found."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "X-Request-ID"
#: What a proxy in front may have named a request.
_NAME = re.compile(r"[A-Za-z0-9._-]{8,64}")
#: The id of the request that this thread answers; empty between requests.
current: ContextVar[str] = ContextVar("request_id", default="")


def of(fields: Mapping[str, Any]) -> str:
    """The id that a proxy has given to a request, or a new one.

    ``fields`` are those of the request as WSGI has them: ``HttpRequest.META``.
    """
    given = fields.get("HTTP_X_REQUEST_ID")
    return given if given and _NAME.fullmatch(given) else secrets.token_hex(8)


class RequestIDMiddleware:
    """Takes the id that a proxy has given, or makes one, and returns it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = of(request.META)
        token = current.set(request_id)
        try:
            response = self.get_response(request)
        finally:
            current.reset(token)
        response.headers[HEADER] = request_id
        return response


class RequestIDFilter(logging.Filter):
    """Adds ``request_id`` to a log record: ``-`` outside of a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current.get() or "-"
        return True
