"""How often one address may ask the API.

Announced in the fields ``RateLimit-Policy`` and ``RateLimit`` (IETF draft-ietf-httpapi-ratelimit-headers).
An answer 304 is not counted.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from site_core.delivery import throttling
from site_core.delivery.throttling import Count

POLICY = "default"
WINDOW = 60


def announce(allowance: Count, response: HttpResponseBase) -> None:
    """Write the fields that tell a client what is left."""
    left = max(allowance.limit - allowance.used, 0)
    response["RateLimit-Policy"] = f'"{POLICY}";q={allowance.limit};w={allowance.window}'
    response["RateLimit"] = f'"{POLICY}";r={left};t={allowance.reset}'


def hit(request: HttpRequest) -> Count | None:
    """Count a request; ``None`` where nothing is limited."""
    limit = settings.API_REQUESTS_PER_MINUTE
    if not limit:
        return None
    return throttling.count(throttling.client_address(request), "api-requests", limit, WINDOW)
