"""The endpoints of API v2."""

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
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
from site_core.api.site import SiteAPIViewSet
from site_core.delivery import generation
from site_core.plugins import PluginError, registry
from site_core.published.models import PublishedDocument


class SiteRedirectsAPIViewSet(RedirectsAPIViewSet):
    """Where moved pages of the site that is asked have gone, as far as the public can follow."""

    def get_queryset(self) -> QuerySet:
        public = PublishedDocument.objects.public()
        to_public = Q(redirect_page=None) | Q(redirect_page__in=public.values("page_id"))
        site = generation.site(self.request)
        here = Q(site=site.id) | Q(site=None)
        found = super().get_queryset().filter(to_public & here)
        # One that leads to where it begins, since a page has come back, would lead apps in a circle.
        path = Concat("old_path", Value("/"))
        found = found.annotate(
            path=path,
            url=Concat(Value(site.origin), "old_path"),
            whole=Concat(Value(site.origin), path),
        )
        starts = public.filter(page=OuterRef("redirect_page"), path=OuterRef("path"))
        onto_itself = Q(redirect_link__in=[F("old_path"), F("path"), F("url"), F("whole")])
        return found.exclude(onto_itself).exclude(Exists(starts), redirect_page_route_path="")


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
        "site": SiteAPIViewSet,
        "navigation": NavigationAPIViewSet,
        "search": SearchAPIViewSet,
        "events": EventsAPIViewSet,
        "changes": ChangesAPIViewSet,
        "preview": PreviewAPIViewSet,
    }
    for name, endpoint in registry.api_endpoints().items():
        if name in found:
            raise PluginError(
                f"Plugin {endpoint.plugin!r} adds the API endpoint {name!r}, which belongs to the platform."
            )
        found[name] = _viewset(name, endpoint)
    return found


def _viewset(name: str, endpoint: registry.PluginEndpoint) -> type[BaseAPIViewSet]:
    viewset = endpoint.found
    is_viewset = isinstance(viewset, type) and issubclass(viewset, BaseAPIViewSet)
    if not is_viewset:
        reason = "is not a viewset of Wagtail's API v2"
    elif not issubclass(getattr(viewset, "model", None) or object, Model):
        reason = "names no model"
    else:
        return viewset
    raise PluginError(
        f"Plugin {endpoint.plugin!r} names {endpoint.path!r} as its API endpoint {name!r}, which {reason}."
    )
