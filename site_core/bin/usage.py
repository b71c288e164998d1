"""Which pages elsewhere say something of pages that are about to be deleted, or of those below them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, ReferenceIndex


def linked_from(pages: Iterable[Page]) -> list[Page]:
    """The pages that refer to one of these pages or to one below, in the order of the tree. Two queries."""
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(path__startswith=page.path)
    page_type = ContentType.objects.get_for_model(Page)
    going = Page.objects.filter(below).order_by().values_list("pk", flat=True)
    referring = ReferenceIndex.objects.filter(
        base_content_type=page_type,
        to_content_type=page_type,
        to_object_id__in=[str(pk) for pk in going],
    ).values_list("object_id", flat=True)
    found: Any = Page.objects.filter(pk__in={int(pk) for pk in referring}).exclude(below)
    return list(found.order_by("path"))
