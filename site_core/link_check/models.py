"""The links of published pages, and the addresses of the web among them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from wagtail.models import Page

from site_core.link_check.collecting import label_of

MAX_ADDRESS = 1000


class LookedThrough(models.Model):
    """When a page was last looked through for links."""

    page = models.OneToOneField(
        Page, primary_key=True, on_delete=models.CASCADE, related_name="looked_through"
    )
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.page_id} {self.at}"


class FoundLink(models.Model):
    """A link of a published page that leads to another site, or that is broken."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="found_links")
    #: Where it stands: the name of the field, and of the block in it.
    place = models.CharField(max_length=200)
    words = models.CharField(max_length=200, blank=True)
    #: An address, or what the link named of the site.
    target = models.CharField(max_length=MAX_ADDRESS, db_index=True)
    is_web = models.BooleanField()
    #: Of ``outcomes``; empty while nothing is wrong with it.
    code = models.CharField(max_length=20, blank=True, db_index=True)
    #: Where it leads by now, or what the other site has answered.
    detail = models.CharField(max_length=MAX_ADDRESS, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["page_id", "pk"]

    def __str__(self) -> str:
        return self.target

    @property
    def place_label(self) -> str:
        """Where it stands, in the active language."""
        return label_of(self.page.specific_class, self.place)


class WebAddress(models.Model):
    """An address of another site, and what came of asking for it."""

    url = models.CharField(max_length=MAX_ADDRESS, unique=True)
    host = models.CharField(max_length=255)
    code = models.CharField(max_length=20, blank=True)
    detail = models.CharField(max_length=MAX_ADDRESS, blank=True)
    checked_at = models.DateTimeField(null=True, db_index=True)
    #: In a row. A site may be down for a day.
    failures = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.url
