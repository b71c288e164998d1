"""What of a page cannot be published, and whose fault that is.

A field, a block or a search field of a plugin may raise. The page that is being published is refused then,
with a sentence; any other page keeps its last good document, and stops nobody.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.db import DatabaseError
from django.utils.translation import gettext
from rest_framework.fields import Field, SkipField
from wagtail.blocks import StreamValue
from wagtail.models import Page

from site_core.exceptions import Refused

logger = logging.getLogger(__name__)


class UnpublishableError(Refused):
    """A page cannot be made a document. The message is a sentence for an editor."""

    def __init__(self, page: Page, field: str, plugin: str, cause: Exception) -> None:
        self.page_id = page.pk
        self.field = field
        self.plugin = plugin
        self.cause = cause
        super().__init__(
            gettext(
                "“%(page)s” was not published: its field “%(field)s” cannot be shown. This is a fault of "
                "the plugin “%(plugin)s”; tell your administrator. The draft is kept."
            )
            % {"page": page, "field": field, "plugin": plugin}
        )

    def log(self) -> None:
        """Tell the operator of a page that keeps its last good document."""
        logger.error(
            "page keeps its last document page=%s field=%s plugin=%s error=%r",
            self.page_id,
            self.field,
            self.plugin,
            self.cause,
            exc_info=self.cause,
        )


def named[Result](page: Page, find: Callable[[], Result], at_fault: Callable[[], str]) -> Result:
    """What ``find`` finds of a page. ``at_fault`` is asked for the field, when it raises.

    Raises ``UnpublishableError``. An error of the database is no fault of a page, and is raised as it is.
    """
    try:
        return find()
    except (DatabaseError, UnpublishableError):
        raise
    except Exception as error:
        path = at_fault()
        raise UnpublishableError(page, path, _plugin(page, path), error) from error


def field_at_fault(page: Page, fields: Mapping[str, Field]) -> str:
    """The first serializer field that raises, with the block where it is a stream: ``body.notice``."""
    for name, field in fields.items():
        try:
            value = field.get_attribute(page)
            if value is not None:
                field.to_representation(value)
        except SkipField:
            continue
        except Exception:
            return f"{name}{_block_at_fault(page, name, field.context)}"
    return "?"


def _block_at_fault(page: Page, name: str, context: Any) -> str:
    stream = getattr(page, name, None)
    if not isinstance(stream, StreamValue):
        return ""
    try:
        for child in stream:
            kind = child.block_type
            try:
                child.block.get_api_representation(child.value, context=context)
            except Exception:
                return f".{kind}"
    except Exception:
        return ""
    return ""


def _plugin(page: Page, path: str) -> str:
    """The label of the app that the field, or the block, comes from."""
    name, _, kind = path.partition(".")
    source: Any = type(page)
    stream = getattr(page, name, None)
    if kind and isinstance(stream, StreamValue):
        source = type(stream.stream_block.child_blocks[kind])
    config = apps.get_containing_app_config(source.__module__)
    return config.label if config is not None else source.__module__
