"""Answers for paths under ``/api/`` that are no endpoint, and for endpoints that fail."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import resolve
from django.views.decorators.csrf import csrf_exempt

from site_core.api.problems import Details, respond, shortened
from site_core.delivery import database


@csrf_exempt
def not_found(request: HttpRequest, path: str = "") -> HttpResponse:
    """404 as JSON: an API client never gets a page, and never a redirect to one.

    Where only the slash at the end is missing, 308 leads to the endpoint, whatever the method.
    """
    if (
        not request.path_info.endswith("/")
        and resolve(f"{request.path_info}/").func is not not_found
    ):
        address = request.get_full_path(force_append_slash=True)
        return HttpResponse(status=308, headers={"Location": address})
    return respond(
        request,
        Details("unknown_endpoint", f"There is no API endpoint at {shortened(request.path)}.", 404),
    )


def server_error(request: HttpRequest) -> JsonResponse:
    """500 as JSON. What failed is in the log and nowhere else."""
    return respond(
        request,
        Details("internal_error", "The server failed to answer. Ask again in a while.", 500),
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 as JSON, made without a database."""
    sentence = f"The database cannot be reached. Ask again in {database.RETRY_AFTER} seconds."
    return database.told_to_wait(respond(request, Details("unavailable", sentence, 503)))
