"""What the plugin puts into the regions of every page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from laces.components import Component

from offices.models import Office
from site_core.languages.forms import form_for_code


class OfficeCards(Component):
    """The cards of all live offices, in the reader's language."""

    template_name = "offices/components/office_cards.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        form = form_for_code(get_language())
        return {"offices": Office.objects.published(form.locale_code)}
