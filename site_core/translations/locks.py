"""Locks, which hold at every door: what a colleague has locked is neither written nor published by others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from wagtail.locks import ScheduledForPublishLock, WorkflowLock
from wagtail.models import LockableMixin

from site_core.exceptions import Refused


class LockedError(Refused):
    """Somebody else has locked what was to be changed. The message says whom to ask."""


def locked_sentence(instance: Any, user: Any) -> str:
    """Why a user may not change an object now, in a sentence; empty where they may.

    A schedule locks an object too, and is no work of a colleague that could be lost.
    """
    lock = instance.get_lock() if isinstance(instance, LockableMixin) else None
    if lock is None or isinstance(lock, ScheduledForPublishLock) or not lock.for_user(user):
        return ""
    if isinstance(lock, WorkflowLock):
        return gettext("“%(object)s” is in review. Nothing was changed.") % {"object": instance}
    holder = getattr(instance, "locked_by", None)
    if holder is None:
        return gettext("“%(object)s” is locked. Nothing was changed.") % {"object": instance}
    return gettext(
        "“%(object)s” is locked by %(user)s. Nothing was changed: ask them to unlock it."
    ) % {"object": instance, "user": holder.get_full_name() or holder.get_username()}


def check_not_locked(instances: Iterable[Any], user: Any) -> None:
    """Raise ``LockedError`` for the first of these objects that somebody else has locked."""
    for instance in instances:
        sentence = locked_sentence(instance, user)
        if sentence:
            raise LockedError(sentence)
