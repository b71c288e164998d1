"""A name for each request, in its log lines and in its response: what a reader reports can be found."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "X-Request-ID"
#: What a proxy in front may have named a request.
_NAME = re.compile(r"[A-Za-z0-9._-]{8,64}")
#: The id of the request that this thread answers; empty between requests.
current: ContextVar[str] = ContextVar("request_id", default="")


class RequestIDMiddleware:
    """Takes the id that a proxy has given, or makes one, and returns it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        request_id = given if _NAME.fullmatch(given) else secrets.token_hex(8)
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
