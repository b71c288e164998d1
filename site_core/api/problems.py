"""Errors as problem details (RFC 9457): a stable code, a sentence, and the parameter at fault.

``message`` repeats the sentence for clients of Wagtail's API v2, which know no other key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from wagtail.api.v2.utils import BadRequestError

from site_core import prefixes

MEDIA_TYPE = "application/problem+json"
#: Where each code is explained, below the URL of the site.
EXPLANATIONS = f"{prefixes.API_REFERENCE}#problem-"

#: Every code with the status that it comes with and what it means.
CODES: dict[str, tuple[int, str]] = {
    "unknown_parameter": (400, "The endpoint takes no parameter of that name."),
    "invalid_parameter": (400, "The value of a parameter is not one that it takes."),
    "missing_parameter": (400, "A parameter that the endpoint needs is not there."),
    "conflicting_parameters": (400, "Two parameters cannot be used together."),
    "unknown_field": (400, "`fields` names a field that the type does not have."),
    "unknown_type": (400, "`type` names no page type."),
    "invalid_order": (400, "`order` names something that lists cannot be ordered by."),
    "offset_too_large": (400, "`offset` is beyond what a list gives; follow `cursor` instead."),
    "invalid_cursor": (400, "A cursor is broken, or belongs to another site or database."),
    "uri_too_long": (414, "The address of the request is longer than any that is needed."),
    "not_found": (404, "Nothing public is there."),
    "unknown_endpoint": (404, "The address is no endpoint of the API."),
    "unknown_locale": (404, "`locale` names neither a locale nor a variant."),
    "method_not_allowed": (405, "The API is read only: GET, HEAD and OPTIONS."),
    "not_acceptable": (406, "The `Accept` header allows nothing that the API can answer with."),
    "gone": (410, "What was published there is not published any more."),
    "preview_ended": (410, "The hour of a preview is over, or its link was revoked."),
    "too_many_requests": (
        429,
        "The address has asked too often; `Retry-After` says when to go on.",
    ),
    "internal_error": (500, "The server failed. It is not the request's fault."),
    "unavailable": (503, "The server is not ready; `Retry-After` says when to ask again."),
}

#: So many letters of what somebody has sent are repeated to them.
MAX_QUOTED = 200

#: What Wagtail's own sentences are about: the code, and the parameter where the sentence names none.
_STOCK_SENTENCES: tuple[tuple[str, str, str | None], ...] = (
    (
        r"query parameter is not an operation or a recognised field: ([^,]+)",
        "unknown_parameter",
        None,
    ),
    (r"unknown fields", "unknown_field", "fields"),
    (r"fields error|does not support nested fields", "invalid_parameter", "fields"),
    (r"type doesn't exist", "unknown_type", "type"),
    (r"cannot order by|random ordering", "invalid_order", "order"),
    (
        r"^(limit|offset|child_of|ancestor_of|descendant_of|translation_of) ",
        "invalid_parameter",
        None,
    ),
    (r"filtering by descendant_of with child_of", "conflicting_parameters", "descendant_of"),
    (r"filtering by tag with a search", "conflicting_parameters", "tags"),
    (r"parent page doesn't exist", "invalid_parameter", "child_of"),
    (r"descendant page doesn't exist", "invalid_parameter", "ancestor_of"),
    (r"ancestor page doesn't exist", "invalid_parameter", "descendant_of"),
    (r"cannot filter by '([^']+)' while searching", "conflicting_parameters", None),
    (r"rich_text_format", "invalid_parameter", "rich_text_format"),
    (r"multiple sites", "invalid_parameter", "site"),
    (r"field filter error\..* for (\w+)", "invalid_parameter", None),
    (r"search", "invalid_parameter", "search"),
)


def shortened(text: str) -> str:
    """A text of at most ``MAX_QUOTED`` letters: of a longer one the beginning and the end."""
    if len(text) <= MAX_QUOTED:
        return text
    end = MAX_QUOTED // 4
    return f"{text[: MAX_QUOTED - end - 1]}…{text[-end:]}"


def quoted(text: str) -> str:
    """What somebody has sent, in quotation marks, as a sentence repeats it."""
    return repr(shortened(text))


class ProblemError(BadRequestError):
    """An error of a request, with its code and the parameter at fault."""

    def __init__(self, code: str, sentence: str, parameter: str | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.parameter = parameter


@dataclass(frozen=True)
class Details:
    """The members of one error's answer."""

    code: str
    sentence: str
    status: int
    parameter: str | None = None

    def body(self, origin: str) -> dict[str, Any]:
        """The members of RFC 9457 and ours. ``origin`` is the URL of the site without a path."""
        return {
            "type": f"{origin}{EXPLANATIONS}{self.code}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.sentence,
            "code": self.code,
            "parameter": None if self.parameter is None else shortened(self.parameter),
            "message": self.sentence,
        }


def of_error(error: BadRequestError) -> Details:
    """What to say of an error of ours or of Wagtail's."""
    if isinstance(error, ProblemError):
        return Details(error.code, str(error), CODES[error.code][0], error.parameter)
    sentence = shortened(str(error))  # it ends or begins with what somebody has sent
    for pattern, code, parameter in _STOCK_SENTENCES:
        found = re.search(pattern, sentence)
        if found:
            named = found.group(1) if found.groups() else None
            return Details(code, sentence, CODES[code][0], parameter or named)
    return Details("invalid_parameter", sentence, 400)


def respond(request: HttpRequest, details: Details) -> JsonResponse:
    """A whole response, for where no endpoint answers."""
    return JsonResponse(
        details.body(f"{request.scheme}://{request.get_host()}"),
        status=details.status,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )
