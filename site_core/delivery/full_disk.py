"""What is answered when the disk of the files or of the database is full: nothing is half done."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from site_core.full_disk import is_full

logger = logging.getLogger(__name__)

#: The request cannot be done for want of room (RFC 4918, 11.5).
INSUFFICIENT_STORAGE = 507
SENTENCE = _(
    "There is no room left on the disk of the site. Nothing was saved: please tell your administrator, and "
    "try again later."
)


class ForgivingSessionMiddleware(SessionMiddleware):
    """Django's, which answers 400 in the place of a page where a session cannot be noted."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Save the session, unless there is no room for it."""
        try:
            return super().process_response(request, response)
        except (DatabaseError, SessionInterrupted) as error:
            if not _is_caused_by_full_disk(error):
                raise
            logger.error("no room left for a session")
            return response


def _is_caused_by_full_disk(error: BaseException | None) -> bool:
    while error is not None and not is_full(error):
        error = error.__context__
    return error is not None


class FullDiskMiddleware:
    """Answers 507, and a script in JSON. What the request did is rolled back by now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answer an error that says that there is no room."""
        if not is_full(exception):
            return None
        logger.error("no room left path=%s error=%s", request.path, exception)
        response: HttpResponse
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            told = {"success": False, "error_message": str(SENTENCE), "detail": str(SENTENCE)}
            response = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
        else:
            response = HttpResponse(render_to_string("507.html"))
        response.status_code = INSUFFICIENT_STORAGE
        response["Cache-Control"] = "no-store"
        return response
