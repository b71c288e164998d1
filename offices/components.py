"""What the plugin puts into the regions of every page."""

from __future__ import annotations

from typing import Any

from django.forms.widgets import Script
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from laces.components import Component

from offices.contact_page import ContactPage
from offices.office import Office
from site_core.delivery import generation
from site_core.languages.variants import variant_for_code
from site_core.published.cards import PageCard, page_card
from site_core.published.models import PublishedDocument


class OfficeCards(Component):
    """The cards of all live offices, in the reader's language.

    Not beside a contact page, which shows its offices itself.
    """

    template_name = "offices/components/office_cards.html"

    class Media:
        js = (Script("offices/js/opening.js", defer=True),)

    def render_html(self, parent_context: Any = None) -> SafeString:
        request = (parent_context or {}).get("request")
        if request is None or self._is_left_out(parent_context):
            return super().render_html(parent_context)
        # The same beside every page of a language; a card says on which of the next days it is closed.
        key = "office cards", get_language(), timezone.localdate()
        render = super().render_html
        return generation.remembered(request, key, lambda: render(parent_context))

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        if self._is_left_out(parent_context):
            return {"offices": []}
        return {"offices": _offices(parent_context)}

    @staticmethod
    def _is_left_out(parent_context: Any) -> bool:
        return isinstance((parent_context or {}).get("page"), ContactPage)


class MediaContact(Component):
    """How journalists reach the institution, in the head of the home page: the way to its contact page."""

    template_name = "offices/components/media_contact.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        request = (parent_context or {}).get("request")
        if request is None:
            return {}
        return {"contact": contact_card(request)}


class FooterOffice(Component):
    """The first office in the footer of every page: its name, where it is and its telephone number."""

    template_name = "offices/components/footer_office.html"

    def render_html(self, parent_context: Any = None) -> SafeString:
        request = (parent_context or {}).get("request")
        if request is None:
            return super().render_html(parent_context)
        key = "footer office", get_language()
        render = super().render_html
        return generation.remembered(request, key, lambda: render(parent_context))

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        found = _offices(parent_context)
        return {"office": found[0] if found else None}


def _offices(parent_context: Any) -> list[Office]:
    """The live offices in the reader's language: one query for all that shows them."""
    locale_code = variant_for_code(get_language()).locale_code
    request = (parent_context or {}).get("request")
    if request is None:
        return Office.objects.published(locale_code)
    found: list[Office] = generation.remembered(
        request, ("offices", locale_code), lambda: Office.objects.published(locale_code)
    )
    return found


def contact_card(request: HttpRequest) -> PageCard | None:
    """The card of the contact page of a site in the reader's language; ``None`` where there is none."""
    variant = variant_for_code(get_language())
    site_id = generation.site(request).id

    def find() -> PageCard | None:
        public = PublishedDocument.objects.public().defer("search_text")
        pages = public.filter(
            type=ContactPage._meta.label, locale=variant.locale_code, site=site_id
        )
        document = pages.order_by("tree_path").first()
        return page_card(document, variant) if document else None

    card: PageCard | None = generation.remembered(
        request, ("contact card", site_id, variant.code), find
    )
    return card
