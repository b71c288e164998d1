"""What is answered while the object store of the uploads is away. Only for a site that has one."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from site_core.delivery.database import unavailable
from site_core.media.object_storage import StoreError

logger = logging.getLogger(__name__)


class ObjectStoreMiddleware:
    """Answers 503 where a view needs a file that cannot be had just now. Pages need none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answer an error of the object store."""
        if not isinstance(exception, StoreError):
            return None
        logger.error("object store away path=%s error=%s", request.path, exception)
        return unavailable()
