"""Answers for paths under ``/api/`` that are no endpoint, and for endpoints that fail."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from site_core.api.problems import Details, respond


@csrf_exempt
def not_found(request: HttpRequest, path: str = "") -> JsonResponse:
    """404 as JSON: an API client never gets a page, and never a redirect to one."""
    return respond(
        request, Details("unknown_endpoint", f"There is no API endpoint at {request.path}.", 404)
    )


def server_error(request: HttpRequest) -> JsonResponse:
    """500 as JSON. What failed is in the log and nowhere else."""
    return respond(
        request,
        Details("internal_error", "The server failed to answer. Ask again in a while.", 500),
    )
