"""The endpoints of API v2."""

from django.db.models import Q, QuerySet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.contrib.redirects.api import RedirectsAPIViewSet

from site_core.api.changes import ChangesAPIViewSet
from site_core.api.endpoint import mounted
from site_core.api.events import EventsAPIViewSet
from site_core.api.media import SiteDocumentsAPIViewSet, SiteImagesAPIViewSet
from site_core.api.navigation import NavigationAPIViewSet
from site_core.api.pages import PublishedPagesAPIViewSet
from site_core.api.preview import PreviewAPIViewSet
from site_core.api.resolve import ResolveAPIViewSet
from site_core.api.search import SearchAPIViewSet
from site_core.plugins import PluginError, registry
from site_core.published.models import PublishedDocument


class SiteRedirectsAPIViewSet(RedirectsAPIViewSet):
    """Where moved pages have gone, as far as the public can follow."""

    def get_queryset(self) -> QuerySet:
        public = PublishedDocument.objects.public().values("page_id")
        to_public = Q(redirect_page=None) | Q(redirect_page__in=public)
        return super().get_queryset().filter(to_public)


def build_router() -> WagtailAPIRouter:
    """The platform's endpoints and those of the plugins that are on.

    Raises ``PluginError`` where a plugin's endpoint cannot be mounted.
    """
    router = WagtailAPIRouter("api_v2")
    for name, viewset in endpoints().items():
        router.register_endpoint(name, mounted(viewset))
    return router


def endpoints() -> dict[str, type[BaseAPIViewSet]]:
    """Endpoint name → viewset. Raises ``PluginError`` where a plugin's endpoint cannot be mounted."""
    found: dict[str, type[BaseAPIViewSet]] = {
        "pages": PublishedPagesAPIViewSet,
        "images": SiteImagesAPIViewSet,
        "documents": SiteDocumentsAPIViewSet,
        "redirects": SiteRedirectsAPIViewSet,
        "resolve": ResolveAPIViewSet,
        "navigation": NavigationAPIViewSet,
        "search": SearchAPIViewSet,
        "events": EventsAPIViewSet,
        "changes": ChangesAPIViewSet,
        "preview": PreviewAPIViewSet,
    }
    for name, viewset in registry.api_endpoints().items():
        if name in found:
            raise PluginError(
                f"A plugin adds the API endpoint {name!r}, which belongs to the platform."
            )
        found[name] = viewset
    return found
