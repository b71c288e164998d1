"""What the plugin puts into the regions of every page."""

from __future__ import annotations

from typing import Any

from django.forms.widgets import Script
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from laces.components import Component

from offices.contact_page import ContactPage
from offices.office import Office
from site_core.delivery import generation
from site_core.languages.variants import variant_for_code


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
        return generation.remembered(request, key, lambda: super(OfficeCards, self).render_html())

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        if self._is_left_out(parent_context):
            return {"offices": []}
        variant = variant_for_code(get_language())
        return {"offices": Office.objects.published(variant.locale_code)}

    @staticmethod
    def _is_left_out(parent_context: Any) -> bool:
        return isinstance((parent_context or {}).get("page"), ContactPage)
