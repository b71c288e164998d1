"""What a page is filled with that is made from a document written elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ImportedDocument:
    """The content of a document in the terms of the platform's own blocks.

    ``key_points`` are values of ``KeyPointBlock``. ``body`` are items of a stream with the blocks of
    ``site_core.pages.fields.BODY_BLOCKS``, as the database holds them: ``type``, ``value`` and ``id``.
    """

    title: str
    lead: str = ""
    key_points: Sequence[dict[str, Any]] = ()
    body: Sequence[dict[str, Any]] = ()
