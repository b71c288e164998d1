from typing import Any

from django.utils.html import format_html
from laces.components import Component

from site_core.published.models import PublishedDocument


class LatestNotice(Component):
    """The newest notice, beside every page."""

    def render_html(self, parent_context: Any = None) -> str:
        notice = PublishedDocument.objects.public().filter(type="noticeboard.NoticePage").last()
        return format_html('<p class="latest-notice">{}</p>', notice.title if notice else "")
