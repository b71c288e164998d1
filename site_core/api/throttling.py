"""How often one address may ask the API.

Announced in the fields ``RateLimit-Policy`` and ``RateLimit`` (IETF draft-ietf-httpapi-ratelimit-headers).
An answer 304 is not counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from site_core.delivery import throttling
from site_core.delivery.throttling import Count

POLICY = "default"
WINDOW = 60
#: Where a request carries the count that it was given in front of Django.
_COUNTED = "liaison.allowance"


def fields(allowance: Count | None) -> dict[str, str]:
    """The fields that tell a client what is left; none where nothing is limited."""
    if allowance is None:
        return {}
    left = max(allowance.limit - allowance.used, 0)
    return {
        "RateLimit-Policy": f'"{POLICY}";q={allowance.limit};w={allowance.window}',
        "RateLimit": f'"{POLICY}";r={left};t={allowance.reset}',
    }


def hit(request: Mapping[str, Any]) -> Count | None:
    """Count a request, given as WSGI has it; ``None`` where nothing is limited."""
    limit = settings.API_REQUESTS_PER_MINUTE
    if not limit:
        return None
    counted = request.get(_COUNTED)
    return counted or throttling.count(
        throttling.client_address(request), "api-requests", limit, WINDOW
    )


def admit(environ: dict[str, Any]) -> dict[str, str] | None:
    """Count a request that is answered in front of Django, and what to tell of it.

    ``None`` for one too many; Django, which refuses it, does not count it again.
    """
    allowance = hit(environ)
    if allowance is not None and allowance.is_exceeded:
        environ[_COUNTED] = allowance
        return None
    return fields(allowance)
