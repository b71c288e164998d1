"""Ordered references from one object to pages, as child objects that an editor can sort."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import PageChooserPanel
from wagtail.api import APIField
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField


class PageReference(Orderable):
    """A page that something refers to. The order is the editor's. A subclass adds the ``ParentalKey``."""

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("page")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        parent = next(field for field in self._meta.fields if isinstance(field, ParentalKey))
        return f"{getattr(self, parent.attname)} → {self.page_id}"


class TranslatablePageReference(TranslatableMixin, PageReference):
    """The same for an object that is translated: every language refers to the same pages."""

    override_translatable_fields = [SynchronizedField("page")]
    api_fields = [APIField("page")]

    class Meta(TranslatableMixin.Meta, PageReference.Meta):
        abstract = True
