"""What a downloadable document looks like to a reader, and which files of the library readers meet."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, ReferenceIndex

from site_core.published.links import ORIGIN
from site_core.published.models import PublishedDocument


def shown_to_readers(model: type[Model]) -> QuerySet:
    """The images, or documents, that a public page refers to, or the settings of a site.

    The others are public as well for whoever knows their address: a file is so when it is uploaded. But they
    may be meant for a page that is not published yet, and are not listed.
    """
    types = ContentType.objects
    pages = PublishedDocument.objects.public().annotate(text=Cast("page_id", CharField()))
    settings_types = types.get_for_models(
        *(item for item in settings_registry if issubclass(item, BaseSiteSetting))
    )
    by_pages = Q(base_content_type=types.get_for_model(Page), object_id__in=pages.values("text"))
    references = ReferenceIndex.objects.filter(
        by_pages | Q(base_content_type__in=settings_types.values()),
        to_content_type=types.get_for_model(model),
    )
    shown = references.annotate(number=Cast("to_object_id", BigIntegerField())).values("number")
    return model._default_manager.filter(pk__in=shown)


def represent_document(document: AbstractDocument) -> dict[str, Any]:
    """A document as plain values; ``size`` is in bytes."""
    url = document.url
    return {
        "id": document.pk,
        "title": document.title,
        "url": ORIGIN + url if url.startswith("/") else url,
        "file_extension": document.file_extension,
        "size": document.file_size,
        "language": getattr(document, "language", "") or None,
    }
