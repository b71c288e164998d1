"""The endpoints of API v2."""

from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.contrib.redirects.api import RedirectsAPIViewSet

from site_core import plugins
from site_core.api.media import SiteDocumentsAPIViewSet, SiteImagesAPIViewSet
from site_core.api.navigation import NavigationAPIViewSet
from site_core.api.pages import PublishedPagesAPIViewSet
from site_core.api.renderers import PublishedJSONRenderer
from site_core.api.resolve import ResolveAPIViewSet


class SiteRedirectsAPIViewSet(RedirectsAPIViewSet):
    """Where moved pages have gone."""

    renderer_classes = [PublishedJSONRenderer]


def build_router() -> WagtailAPIRouter:
    """The platform's endpoints and those of the plugins that are on.

    Raises ``PluginError`` where a plugin's endpoint cannot be mounted.
    """
    router = WagtailAPIRouter("api_v2")
    endpoints = {
        "pages": PublishedPagesAPIViewSet,
        "images": SiteImagesAPIViewSet,
        "documents": SiteDocumentsAPIViewSet,
        "redirects": SiteRedirectsAPIViewSet,
        "resolve": ResolveAPIViewSet,
        "navigation": NavigationAPIViewSet,
    }
    for name, viewset in plugins.api_endpoints().items():
        if name in endpoints:
            raise plugins.PluginError(
                f"A plugin adds the API endpoint {name!r}, which belongs to the platform."
            )
        endpoints[name] = viewset
    for name, viewset in endpoints.items():
        router.register_endpoint(name, viewset)
    return router
