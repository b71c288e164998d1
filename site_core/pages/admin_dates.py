"""Dates that somebody types in the admin: read as they are written in the language of the admin."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static


def register_hooks() -> None:
    """Let a typed date stand until the form is sent (``site_core/formats``)."""
    hooks.register("insert_global_admin_js", _keep_typed_dates)


def _keep_typed_dates() -> SafeString:
    return format_html(
        '<script src="{}"></script>', versioned_static("site_core/js/admin_dates.js")
    )
