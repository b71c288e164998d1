"""What every endpoint of the API has in common, those of plugins included."""

from __future__ import annotations

from itertools import accumulate
from typing import Any, ClassVar

from django.core.exceptions import TooManyFieldsSent
from django.db.models import QuerySet
from django.http import Http404
from rest_framework.exceptions import APIException
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet

from site_core.api import problems, ranges
from site_core.api.filters import valid
from site_core.api.operations import Operation, stock_operations
from site_core.api.parameters import (
    FIELDS,
    MAX_DIGITS,
    MAX_ID,
    MAX_NESTING,
    MAX_OFFSET,
    MAX_VALUES,
)
from site_core.api.problems import Details, ProblemError, shortened
from site_core.api.renderers import PublishedJSONRenderer
from site_core.delivery import generation

#: Parameters that take several values, separated by commas, and how many. Each tag is two joins.
_LISTS = {"type": MAX_VALUES, "tags": 10, "order": 10}
_STATUS_CODES = {
    400: "invalid_parameter",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
}


class Endpoint:
    """Mixed into every viewset by the router.

    Nobody is signed in here: an answer depends on the URL alone, so that it can be kept by
    anybody. Errors are problem details (``site_core.api.problems``).
    """

    request: Request
    known_query_parameters: frozenset[str]
    #: What an endpoint of one address takes and answers.
    operation: ClassVar[Operation]
    authentication_classes: ClassVar[list[type]] = []
    permission_classes: ClassVar[list[type]] = []
    renderer_classes: ClassVar[list[type[BaseRenderer]]] = [PublishedJSONRenderer]

    @classmethod
    def get_operations(cls, name: str, router: Any) -> dict[str, Operation]:
        """Path below the endpoint's own → operation. ``name`` is what the endpoint is mounted as."""
        if hasattr(cls, "operation"):
            return {"": cls.operation}
        return stock_operations(cls, name, router)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what no database takes, before any endpoint looks at it."""
        super().initial(request, *args, **kwargs)  # type: ignore[misc] # a viewset stands behind it
        for name, values in request.GET.lists():
            for value in (name, *values):
                _refuse_what_costs_too_much(name, value)
        offset = request.GET.get("offset", "")
        if offset.isdecimal() and (len(offset) >= MAX_DIGITS or int(offset) > MAX_OFFSET):
            raise ProblemError(
                "offset_too_large",
                f"offset cannot be greater than {MAX_OFFSET}: follow cursor through a long list",
                "offset",
            )
        if kwargs.get("pk", 0) > MAX_ID:
            raise Http404(f"There is nothing with the id {shortened(str(kwargs['pk']))}.")

    def check_query_parameters(self, queryset: QuerySet) -> None:
        """As v2 does, which knows nothing of ids and ranges."""
        self.known_query_parameters |= ranges.names(self, queryset.model)
        super().check_query_parameters(queryset)  # type: ignore[misc] # a viewset stands behind it

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Which methods there are. What an endpoint takes and answers says the description."""
        return Response(status=204, headers={"Allow": ", ".join(self.allowed_methods)})  # type: ignore[attr-defined] # a viewset stands behind it

    def get_renderer_context(self) -> dict[str, Any]:
        """Without Wagtail's indentation, which takes ten times as long to write."""
        context = super().get_renderer_context()  # type: ignore[misc] # a viewset stands behind it
        context.pop("indent", None)
        return context

    def handle_exception(self, error: Exception) -> Response:
        """Answer with problem details; what is no error of the request is raised again."""
        details = _details(error)
        if details is None:
            return super().handle_exception(error)  # type: ignore[misc] # a viewset stands behind it
        origin = generation.site(self.request).origin
        response = Response(
            details.body(origin), status=details.status, content_type=problems.MEDIA_TYPE
        )
        response.exception = True
        return response


def _refuse_what_costs_too_much(name: str, value: str) -> None:
    """Raise ``ProblemError`` for a value that no endpoint can need, and that databases or parsers fail at."""
    shown = shortened(name)
    if "\x00" in value:
        raise ProblemError("invalid_parameter", f"{shown} holds a null character", name)
    most = _LISTS.get(name)
    if most is not None and value.count(",") >= most:
        raise ProblemError(
            "invalid_parameter", f"{shown} takes at most {most} values at once", name
        )
    if name == FIELDS.name and _nesting(value) > MAX_NESTING:
        raise ProblemError(
            "invalid_parameter", f"{shown} is nested more than {MAX_NESTING} deep", name
        )


def _nesting(text: str) -> int:
    """How many parentheses are open at once at most."""
    signs = (1 if sign == "(" else -1 for sign in text if sign in "()")
    return max(accumulate(signs), default=0)


def _details(error: Exception) -> Details | None:
    if isinstance(error, BadRequestError):
        return problems.of_error(error)
    if isinstance(error, TooManyFieldsSent):
        return Details("invalid_parameter", "There are too many parameters.", 400)
    if isinstance(error, Http404):
        return Details("not_found", str(error) or "There is nothing at this address.", 404)
    if isinstance(error, APIException) and error.status_code in _STATUS_CODES:
        return Details(_STATUS_CODES[error.status_code], str(error.detail), error.status_code)
    return None


def mounted(viewset: type[BaseAPIViewSet]) -> type[BaseAPIViewSet]:
    """The viewset as the router mounts it: with what every endpoint has in common."""
    if issubclass(viewset, Endpoint):
        return viewset
    own = {"__doc__": viewset.__doc__, "filter_backends": valid(viewset.filter_backends)}
    return type(viewset.__name__, (Endpoint, viewset), own)
