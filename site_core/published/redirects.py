"""Redirects from where a page was to where it is, in the page's own language.

Wagtail makes them from the URLs of a page, which follow the language of the *editor's* admin.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import F, Q, QuerySet
from django.db.models.signals import pre_save
from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import translation
from wagtail.contrib.redirects import signal_handlers
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move

from site_core.languages.variants import Variant, authored_variant, variant_for_name
from site_core.prefixes import MAX_REDIRECTED_PATH
from site_core.published.models import PublishedDocument


def find(site_id: int | None, paths: set[str]) -> Redirect | None:
    """The redirect from one of these paths: as written before in other letter case, a site's before all's."""
    wanted = {
        Redirect.normalise_path(path) for path in paths if len(path) <= MAX_REDIRECTED_PATH + 1
    }
    if not wanted:
        return None
    of_site = _of_site(site_id)
    exact = of_site.filter(old_path__in=wanted).first()
    if exact is not None:
        return exact
    in_any_case = Q()
    for path in wanted:
        in_any_case |= Q(old_path__iexact=path)
    return of_site.filter(in_any_case).first()


def _of_site(site_id: int | None) -> QuerySet[Redirect]:
    # Where NULL stands differs by database.
    return Redirect.objects.filter(Q(site=site_id) | Q(site=None)).order_by(
        F("site_id").desc(nulls_last=True), "pk"
    )


def leads_to_readers(redirect: Redirect) -> bool:
    """Whether the public can read what a redirect leads to: it would name a page that nobody is to know."""
    page_id = redirect.redirect_page_id
    return page_id is None or PublishedDocument.objects.public().filter(page=page_id).exists()


class PublicRedirectMiddleware(RedirectMiddleware):
    """Wagtail's middleware, without redirects to drafts and private pages.

    Wagtail looks a redirect up in ``get_redirect``, by the path with its query and then without.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.status_code != HTTPStatus.NOT_FOUND:
            return response
        whole = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        for path in dict.fromkeys((whole, whole.partition("?")[0].partition(";")[0])):
            found = get_redirect(request, path)
            if found is not None and found.link is not None:
                if not leads_to_readers(found):
                    return response
                kind = HttpResponsePermanentRedirect if found.is_permanent else HttpResponseRedirect
                return kind(found.link)
        return response


def in_authored_variant(path: str) -> str:
    """A path under the prefix of the variant that is written: what is read in another is the same page."""
    parts = path.split("/", 2)
    variant = variant_for_name(parts[1]) if len(parts) > 1 else None
    if variant is None or variant.is_authored:
        return path
    return "/".join(["", authored_variant(variant.locale_code).code, *parts[2:]])


def in_variant(target: str, variant: Variant, origin: str) -> str:
    """A redirect's target as the reader of a variant gets it. ``origin`` is that of the site."""
    path = target.removeprefix(origin) if origin else target
    authored = authored_variant(variant.locale_code)
    if not path.startswith(f"/{authored.code}/"):
        return target
    return f"/{variant.code}/{path.split('/', 2)[2]}"


def _slug_changed(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    with translation.override(instance.locale.language_code):
        signal_handlers.autocreate_redirects_on_slug_change(
            instance=instance, instance_before=instance_before, **kwargs
        )


def _page_moved(instance: Page, **kwargs: Any) -> None:
    with translation.override(instance.locale.language_code):
        signal_handlers.autocreate_redirects_on_page_move(instance=instance, **kwargs)


def _about_to_be_saved(instance: Redirect, **kwargs: Any) -> None:
    instance.old_path = in_authored_variant(instance.old_path)


def connect_signals() -> None:
    """Take the place of Wagtail's own handlers. Called once, when all apps are loaded."""
    for signal, stock, own in (
        (page_slug_changed, signal_handlers.autocreate_redirects_on_slug_change, _slug_changed),
        (post_page_move, signal_handlers.autocreate_redirects_on_page_move, _page_moved),
    ):
        if not signal.disconnect(stock):
            raise ImproperlyConfigured(
                "Wagtail does not connect its redirects as it did: look at site_core.published.redirects."
            )
        signal.connect(own)
    pre_save.connect(_about_to_be_saved, sender=Redirect)
