"""From a URL that the site has emitted at some time to what is there now."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.http import Http404, HttpRequest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from site_core.api.problems import shortened
from site_core.delivery import generation
from site_core.languages.variants import DEFAULT_VARIANT, Variant, variant_for_name
from site_core.pages import routes
from site_core.published import reading, redirects, routing
from site_core.published.models import PublishedDocument


@dataclass(frozen=True)
class Located:
    """What stands at a URL, in the variant of the URL. All empty: nothing is or was."""

    variant: Variant
    document: PublishedDocument | None = None
    #: Where a moved page is now, or what an editor's redirect leads to; without one, the counterpart of the
    #: page that has this path in another language.
    redirect: Redirect | None = None
    redirect_document: PublishedDocument | None = None
    is_gone: bool = False
    #: What of the path is below the page's own, where the page answers that itself.
    route: str = ""


def locate_page(request: HttpRequest, url: str, fallback: Variant | None = None) -> Located:
    """Find what is at a URL: absolute or a path, with any prefix, with or without the last slash.

    Without a prefix it is read as English. ``fallback`` is served in the place of a counterpart that
    is not published. The path of a page in another language leads to its own counterpart. At most five
    queries.
    """
    variant, below = _split(_own_path(request, url))
    site_id = generation.site(request).id
    path = f"/{variant.locale_code}/{below}"
    document = reading.by_path(site_id, [path])
    if document is None and fallback is not None and fallback.locale_code != variant.locale_code:
        url_path = _url_path(site_id, variant, below)
        if url_path is not None:
            document = reading.fallback_document(site_id, url_path, fallback.locale_code)
    if document is not None:
        return Located(variant, document)
    found = routes.routed(site_id, _paths_to(path)) if below else None
    if found is not None:
        return Located(variant, found[0], route=found[1])
    redirect = _redirect(site_id, variant, below)
    if redirect is not None:
        if redirect.redirect_page_id is None:
            return Located(variant, redirect=redirect)
        target = reading.by_id(site_id, redirect.redirect_page_id)
        if target is not None:
            return Located(variant, redirect=redirect, redirect_document=target)
    if below:
        counterpart = reading.counterpart_by_path(site_id, below, variant.locale_code)
        if counterpart is not None:
            return Located(variant, redirect_document=counterpart)
    return Located(variant, is_gone=reading.was_public(site_id, path))


def _paths_to(path: str) -> list[str]:
    """A path and those above it, that of the home page first."""
    parts = path.strip("/").split("/")[: routing.MAX_DEPTH + 1]
    return ["/" + "/".join(parts[: number + 1]) + "/" for number in range(len(parts))]


def _own_path(request: HttpRequest, url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:  # as for ``//[``
        raise Http404(f"{shortened(url)} is no address.") from None
    own = {request.get_host(), urlsplit(generation.site(request).origin).netloc}
    if parts.netloc and parts.netloc not in own:
        raise Http404(f"{shortened(url)} is not an address of this site.")
    path = unquote(parts.path)
    if "\x00" in path:
        raise Http404(f"{shortened(url)} is not an address of this site.")
    return path


def _split(text: str) -> tuple[Variant, str]:
    """The variant of a path, and the path below its prefix with a slash at its end."""
    parts = [part for part in text.split("/") if part]
    variant = variant_for_name(parts[0]) if parts else None
    below = "/".join(parts[1:] if variant else parts)
    return variant or DEFAULT_VARIANT, f"{below}/" if below else ""


def _redirect(site_id: int | None, variant: Variant, below: str) -> Redirect | None:
    """An editor's redirect, or one that a move has left; that of the site before that of all sites."""
    paths = {f"/{code}/{below}" for code in (variant.code, variant.locale_code)}
    if variant is DEFAULT_VARIANT:
        paths.add(f"/{below}")
    return redirects.find(site_id, paths)


def _url_path(site_id: int | None, variant: Variant, below: str) -> str | None:
    """Where in Wagtail's tree a page with this path stands."""
    for root in Site.get_site_root_paths():
        if root.site_id == site_id and root.language_code == variant.locale_code:
            return f"{root.root_path}{below}"
    return None
