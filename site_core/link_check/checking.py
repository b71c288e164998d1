"""The job that looks through published pages, and at what they link to on the site itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from site_core.jobs.queues import Periodic
from site_core.languages.variants import variant_for_name
from site_core.link_check.collecting import WEB, Link, links_of
from site_core.link_check.models import MAX_ADDRESS, FoundLink, LookedThrough, WebAddress
from site_core.published import reading, redirects
from site_core.published.links import counterparts

#: How often each page is looked through, besides after each publication.
EACH = timedelta(days=1)
PAGES_AT_ONCE = 200


def look_through() -> int:
    """Look through the pages that are due. Returns how many those were."""
    now = timezone.now()
    due = (
        Page.objects.filter(live=True, depth__gt=1, alias_of=None)
        .filter(
            Q(looked_through=None)
            | Q(looked_through__at__lt=now - EACH)
            | Q(looked_through__at__lt=F("last_published_at"))
        )
        .order_by("looked_through__at", "pk")
    )
    FoundLink.objects.filter(page__live=False).delete()
    pages = list(due.select_related("locale")[:PAGES_AT_ONCE])
    for page in pages:
        check_page(page.specific or page)
    _forget_addresses()
    return len(pages)


def _forget_addresses() -> None:
    linked = FoundLink.objects.filter(is_web=True).values("target")
    WebAddress.objects.exclude(url__in=linked).delete()


def check_page(page: Page) -> None:
    """Look through a page, and note its links that are broken or lead to other sites."""
    with transaction.atomic():
        LookedThrough.objects.update_or_create(page_id=page.pk, defaults={"at": timezone.now()})
        FoundLink.objects.filter(page=page.pk).delete()
        found = list(_judged(page, list(links_of(page))))
        addresses = {link.target for link in found if link.is_web}
        known = WebAddress.objects.in_bulk(addresses, field_name="url")
        for link in found:
            if link.is_web and link.target in known:
                link.code, link.detail = known[link.target].code, known[link.target].detail
        FoundLink.objects.bulk_create(found)
        WebAddress.objects.bulk_create(
            [
                WebAddress(url=url, host=urlsplit(url).hostname or "")
                for url in sorted(addresses - known.keys())
            ],
            ignore_conflicts=True,
        )


def _judged(page: Page, links: list[Link]) -> Iterator[FoundLink]:
    pages = _ids(links, "page")
    shown = counterparts(pages, page.locale.language_code)
    there = set(Page.objects.filter(pk__in=pages).values_list("pk", flat=True))
    documents = get_document_model().objects.in_bulk(_ids(links, "document"))
    hosts = _own_hosts()
    site = page.get_site()
    for link in links:
        code, detail, is_web = "", "", False
        if link.kind == "page":
            identifier = int(link.target) if link.target.isdecimal() else 0
            if identifier not in shown:
                code = "page_hidden" if identifier in there else "page_gone"
        elif link.kind == "document":
            code = _of_document(documents.get(int(link.target) if link.target.isdecimal() else 0))
        else:
            code, detail, is_web = _of_url(link.target, hosts, site)
        if code or is_web:
            yield FoundLink(
                page_id=page.pk,
                place=link.place[:200],
                words=link.words[:200],
                target=link.target[:MAX_ADDRESS],
                is_web=is_web,
                code=code,
                detail=detail[:MAX_ADDRESS],
            )


def _ids(links: Iterable[Link], kind: str) -> set[int]:
    return {int(link.target) for link in links if link.kind == kind and link.target.isdecimal()}


def _of_document(document: Any) -> str:
    if document is None:
        return "document_gone"
    try:
        return "" if document.file.storage.exists(document.file.name) else "file_lost"
    except Exception:
        return ""


def _own_hosts() -> set[str]:
    hosts = set(Site.objects.values_list("hostname", flat=True))
    own = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    return hosts | ({own} if own else set())


def _of_url(url: str, hosts: set[str], site: Site | None) -> tuple[str, str, bool]:
    """What is wrong with an address, where it leads by now, and whether it is another site's."""
    if url.startswith(("mailto:", "tel:", "#")):
        return "", "", False
    try:
        parts = urlsplit(url)
        host = parts.hostname
        parts.port  # noqa: B018 - raises for what is no port
    except ValueError:
        return "no_address", "", False
    if parts.scheme and not url.lower().startswith(WEB):
        return "no_address", "", False
    if host and host not in hosts:
        return ("", "", True) if len(url) <= MAX_ADDRESS else ("no_address", "", False)
    if parts.scheme and not host:
        return "no_address", "", False
    return (*_of_own_path(unquote(parts.path), site), False)


def _of_own_path(path: str, site: Site | None) -> tuple[str, str]:
    names = [part for part in path.split("/") if part]
    variant = variant_for_name(names[0]) if names else None
    if variant is None or site is None or "\0" in path:
        return "", ""  # no page of the tree: a file, the API, a feed
    below = "".join(f"{name}/" for name in names[1:])
    if reading.by_path(site.pk, [f"/{variant.locale_code}/{below}"]) is not None:
        return "own_typed", ""
    paths = {f"/{code}/{below}" for code in (variant.code, variant.locale_code)}
    redirect = redirects.find(site.pk, paths)
    if redirect is not None:
        return "own_moved", str(redirect.link or "")
    return "own_missing", ""


LOOKING = Periodic("check_links", look_through, timedelta(minutes=5))
