"""What the plugin puts into the regions of every page."""

from typing import Any

from django.utils.translation import get_language
from laces.components import Component
from site_core.languages.variants import variant_for_code
from site_core.published.models import PublishedDocument

PAGE_TYPE = "@name@.@Name@Page"
#: So many are shown.
SHOWN = 3


class Newest(Component):
    """The newest pages in the reader's variant, read from what is published: one query."""

    template_name = "@name@/components/newest.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        variant = variant_for_code(get_language())
        published = PublishedDocument.objects.public().filter(type=PAGE_TYPE, locale=variant.locale_code)
        newest = published.order_by("-first_published_at")[:SHOWN]
        return {"documents": list(newest), "variant": variant}
