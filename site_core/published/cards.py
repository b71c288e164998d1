"""A page as a card: its title, what it says in a sentence or two, and its picture."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from site_core.languages.variants import Variant
from site_core.published.links import path_in_variant
from site_core.published.models import PublishedDocument

#: Letters of the text of a card, if its first sentence is not longer.
SUMMARY_LENGTH = 160
#: Before a capital letter or a quotation, which "18. децембра" has not behind it.
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZČĆĐŠŽА-ЯЂЈЉЊЋЏ„“\"])")
#: Fields of a page that may hold its picture, the first that does is shown.
PICTURES = ("lead_image", "social_image")


@dataclass(frozen=True)
class PageCard:
    """A public page as another page shows it. ``image`` is what ``represent_image`` makes of its picture."""

    id: int
    title: str
    path: str
    summary: str
    image: dict[str, Any] | None


def _beginning(text: str) -> str:
    """The first sentences of a text, as many as a card has room for."""
    sentences = _SENTENCE_END.split(" ".join(text.split()))
    taken = sentences[0]
    for sentence in sentences[1:]:
        if len(taken) + len(sentence) >= SUMMARY_LENGTH:
            break
        taken += f" {sentence}"
    return taken


def page_card(document: PublishedDocument, variant: Variant) -> PageCard:
    """The card of a published document, in a variant of its locale."""
    own = document.representation
    return PageCard(
        id=document.page_id,
        title=document.title,
        path=path_in_variant(document, variant),
        summary=own.get("search_description") or _beginning(own.get("lead") or ""),
        image=next((own[name] for name in PICTURES if own.get(name)), None),
    )


def page_cards(page_ids: Iterable[int], variant: Variant) -> list[PageCard]:
    """The cards of those of the pages that are public, in their order: one query."""
    page_ids = list(page_ids)
    public = PublishedDocument.objects.public().defer("search_text")
    found = public.in_bulk(page_ids) if page_ids else {}
    return [page_card(found[page_id], variant) for page_id in page_ids if page_id in found]
