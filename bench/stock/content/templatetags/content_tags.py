"""What every page of the stock project shows."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language
from wagtail.models import Page, Site

from bench.stock.content.models import ContentSettings, Office

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context: Any) -> dict[str, Any]:
    """Home page, menu, breadcrumb, translations, neighbours, offices and footer."""
    request = context["request"]
    page: Page | None = context.get("page")
    home = Site.find_for_request(request).root_page.localized
    offices = Office.objects.filter(locale__language_code=get_language())
    settings = ContentSettings.for_request(request)
    footer = settings.footer_pages.select_related("page")
    found: dict[str, Any] = {
        "home": home,
        "menu": home.get_children().live().in_menu(),
        "offices": offices.prefetch_related("channels"),
        "footer": [item.page.localized for item in footer],
    }
    if page is not None:
        found |= {
            "breadcrumb": page.get_ancestors().filter(depth__gt=1),
            "translations": page.get_translations(inclusive=True).live().select_related("locale"),
            "before": page.get_prev_siblings().live().first(),
            "after": page.get_next_siblings().live().first(),
        }
    return found
