"""What people do in the admin, line by line in the log: Wagtail's history, out of reach of its database."""

from __future__ import annotations

import logging
from typing import Any

from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry, PageLogEntry

logger = logging.getLogger("liaison.audit")


def _tell(instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if not created or raw:
        return
    content_type = instance.content_type
    kind = f"{content_type.app_label}.{content_type.model}" if content_type else "-"
    logger.info(
        "audit action=%s user=%s object=%s:%s title=%r",
        instance.action,
        instance.user_id or "-",
        kind,
        instance.object_id,
        instance.label,
    )


def connect_signals() -> None:
    """Tell of every entry of Wagtail's histories. Called once, when all apps are loaded."""
    for model in (PageLogEntry, ModelLogEntry):
        post_save.connect(_tell, sender=model)
