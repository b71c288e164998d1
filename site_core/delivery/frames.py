"""What frames every page of a site in a variant: its home page, its menu and its footer."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.models import Site

from site_core.delivery import generation
from site_core.languages.variants import Variant
from site_core.published import documents
from site_core.published.documents import PageContext


def frame(request: HttpRequest, variant: Variant, site: Site | None) -> PageContext:
    """The same for all readers of a variant, until something public changes."""
    key = "frame", site.pk if site else None, variant.code
    found: PageContext = generation.remembered(
        request, key, lambda: documents.site_context(variant, site)
    )
    return found
