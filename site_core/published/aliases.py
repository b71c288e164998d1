"""Pages that show another page's content: a list that has the original leaves them out."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Page

from site_core.published.models import PublishedDocument


def beside_their_originals(site_id: int | None, locale: str, below: str = "") -> QuerySet:
    """Ids of the aliases whose originals the public finds in the same list.

    That is in a list of a site's pages in a locale, at a tree path and below it. An alias whose original is
    in another language or elsewhere stands for it.
    """
    originals = PublishedDocument.objects.public().filter(
        page=OuterRef("alias_of"), site=site_id, locale=locale
    )
    if below:
        originals = originals.filter(tree_path__startswith=below)
    # Few pages are aliases: a range is what every database finds them by, in an index.
    return Page.objects.filter(Exists(originals), alias_of__gt=0).values("pk")
