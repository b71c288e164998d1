"""Answers for paths under ``/api/`` that are no endpoint."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def not_found(request: HttpRequest, path: str = "") -> JsonResponse:
    """404 as JSON: an API client never gets a page, and never a redirect to one."""
    return JsonResponse(
        {"message": f"There is no API endpoint at {request.path}."},
        status=404,
        json_dumps_params={"ensure_ascii": False},
    )
