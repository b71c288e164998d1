"""A view that the database ended because of a deadlock is tried once more."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.messages import get_messages
from django.db import OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase

#: SQLSTATE of PostgreSQL: a deadlock was found, or a transaction could not be put in an order.
_CODES = frozenset(["40P01", "40001"])
_LOCKED = "database is locked"

logger = logging.getLogger(__name__)


def is_deadlock(error: OperationalError) -> bool:
    """Whether the same transaction may succeed when it is tried again."""
    code = getattr(error.__cause__, "sqlstate", None)
    return code in _CODES or _LOCKED in str(error)


def once_more_after_a_deadlock(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Wrap a view in a transaction that is tried a second time after a deadlock."""

    @wraps(view)
    def tried(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except OperationalError as error:
            if not is_deadlock(error):
                raise
            logger.warning("Tried again after a deadlock: %s %s", request.method, request.path)
        _begin_again(request)
        return view(request, *args, **kwargs)

    return tried


def _begin_again(request: HttpRequest) -> None:
    """Forget what the first attempt said, and wind uploaded files back."""
    storage = get_messages(request)
    if hasattr(storage, "_queued_messages"):
        storage._queued_messages = []
    for files in request.FILES.lists():
        for file in files[1]:
            file.seek(0)
