"""The URL configuration: what has no language first, then what is read in a language."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.urls import api as api_v3
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.log_actions import LogContext
from wagtail.utils.urlpatterns import decorate_urlpatterns

from site_core import prefixes
from site_core.accounts import views as second_factor_views
from site_core.api.errors import not_found
from site_core.api.openapi import openapi
from site_core.api.parameters import MAX_ID, number_of
from site_core.api.problems import Details, respond
from site_core.api.reference import reference
from site_core.api.router import build_router
from site_core.delivery.deadlocks import once_more_after_a_deadlock
from site_core.delivery.security_txt import security_txt
from site_core.discovery import urls as discovery
from site_core.discovery.markdown import or_markdown
from site_core.plugins import registry
from site_core.previews import guest_views
from site_core.translations.chosen_objects import chosen_image
from site_core.views import search, serve

logger = logging.getLogger(__name__)
#: Wagtail's admin starts from inline scripts and styles.
ADMIN_POLICY: dict[str, list[str]] = {
    **settings.SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "worker-src": [CSP.SELF, "blob:"],
}


def _admin_view(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Relax the policy, and hold what a request changes in one transaction.

    Wagtail tells of a move after it has committed it. What only reads begins no transaction: on SQLite that
    would wait for whoever writes.
    """
    relaxed = csp_override(ADMIN_POLICY)(view)
    in_one_transaction = once_more_after_a_deadlock(transaction.atomic(relaxed))

    @wraps(view)
    def admin_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_reading = request.method in ("GET", "HEAD", "OPTIONS")
        return (relaxed if is_reading else in_one_transaction)(request, *args, **kwargs)

    return admin_view


def _document_view(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Wagtail takes any digits for the id of a document, also more than a database can look for."""

    @wraps(view)
    def document_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        identifier = str(next(iter((*args, *kwargs.values()))))
        if (number_of(identifier) or MAX_ID + 1) > MAX_ID:
            raise Http404("There is no such document.")
        try:
            response = view(request, *args, **kwargs)
        except FileNotFoundError as error:  # its row is there, and its file is lost
            logger.error("document file missing document=%s error=%s", identifier, error)
            raise Http404("The file of this document is missing.") from error
        # Wagtail says "None" where nothing is encoded, and an empty tag of what has no digest.
        del response.headers["Content-Encoding"]
        if response.get("ETag") == '""':
            del response.headers["ETag"]
        return response

    return document_view


def _plugin_urls() -> list[URLPattern | URLResolver]:
    return [path("", include(urlconf)) for urlconf in registry.urlconfs()]


_READING = ("GET", "HEAD", "OPTIONS")


def _v3_view(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Wagtail's next API, where it is switched on, for tools that show a token: it tells more than v2."""

    @wraps(view)
    @csrf_exempt
    def v3_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        token = request.headers.get("Authorization", "").partition("Bearer ")[2].strip()
        shown = BearerTokenAuth().authenticate(request, token) if settings.API_V3_PREVIEW else None
        if shown is None:
            return not_found(request, request.path)
        if request.method not in _READING and not settings.API_V3_PREVIEW_WRITES:
            refused = Details("method_not_allowed", "The preview is read only on this site.", 405)
            response = respond(request, refused)
            response["Allow"] = ", ".join(_READING)
            return response
        with LogContext(user=shown.user):  # as in the admin
            return view(request, *args, **kwargs)

    return v3_view


def _relative(prefix: str) -> str:
    """A prefix of the URL space as Django's URL patterns take it."""
    return prefix.removeprefix("/")


_v3_patterns, _v3_app, _v3_namespace = api_v3.urls
_wagtail_utilities = [
    pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"
]
urlpatterns = [
    path(
        _relative(prefixes.ADMIN) + "second-factor/",
        include(decorate_urlpatterns(second_factor_views.urlpatterns, _admin_view)),
    ),
    path(
        _relative(prefixes.ADMIN) + "api/main/images/<int:identifier>/",
        chosen_image,
    ),
    path(
        _relative(prefixes.ADMIN),
        include(decorate_urlpatterns(wagtailadmin_urls.urlpatterns, _admin_view)),
    ),
    path(
        _relative(prefixes.DOCUMENTS),
        include(decorate_urlpatterns(wagtaildocs_urls.urlpatterns, _document_view)),
    ),
    path(_relative(prefixes.API) + "openapi.json", openapi, name="openapi"),
    path(_relative(prefixes.API), build_router().urls),
    path(_relative(prefixes.API_REFERENCE), reference, name="api_reference"),
    # Where the documentation would be; it is off, and would answer with a page.
    re_path(r"^api/(?P<path>v3-preview/(?:docs/?|openapi\.json)?)$", not_found),
    path(
        _relative(prefixes.API_V3),
        (decorate_urlpatterns(_v3_patterns, _v3_view), _v3_app, _v3_namespace),
    ),
    re_path(r"^api/(?P<path>[\s\S]*)$", not_found),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    *discovery.beside_languages,
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    *i18n_patterns(
        path("search/", search, name="search"),
        *guest_views.urlpatterns,
        *_plugin_urls(),
        *discovery.in_languages,
        path("", include(_wagtail_utilities)),
        re_path(wagtail_urls.serve_pattern, or_markdown(serve), name="wagtail_serve"),
    ),
]

handler400 = "site_core.views.bad_request"
handler404 = "site_core.views.page_not_found"
handler500 = "site_core.views.server_error"
