from noticeboard.models import NoticePage
from site_core.api.pages import PublishedPagesAPIViewSet


class NoticesAPIViewSet(PublishedPagesAPIViewSet):
    """Notices alone."""

    model = NoticePage
    name = "notices"
