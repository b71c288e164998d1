"""Key events as a calendar (iCalendar, RFC 5545), of a variant and of each page and what is below it."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event
from wagtail.models import Site

import site_core
from site_core.discovery.listing import (
    current_variant,
    page_url,
    requested_site,
    section_at,
)
from site_core.languages.variants import Variant
from site_core.published import aliases
from site_core.published.models import PublishedEvent

_END_OF_BLOCK = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br ?/?>", re.IGNORECASE)
#: Of more the latest are given.
MAX_EVENTS = 1000


@require_safe
def events(request: HttpRequest, path: str) -> HttpResponse:
    """The dated key points of the pages at a path and below it. Whole days: no hour is known."""
    site, variant = requested_site(request), current_variant()
    section = section_at(site, variant, path)
    latest = (
        PublishedEvent.objects.public()
        .filter(
            document__site=site,
            document__locale=variant.locale_code,
            document__tree_path__startswith=section.tree_path,
        )
        .exclude(
            document__in=aliases.beside_their_originals(
                site.pk, variant.locale_code, section.tree_path
            )
        )
        .select_related("document")
        .defer("document__representation", "document__search_text")
        .order_by("-first_day", "-last_day", "-pk")[:MAX_EVENTS]
    )
    found = list(latest)[::-1]
    calendar = Calendar()
    calendar.add("prodid", f"-//Liaison//{site_core.__version__}//EN")
    calendar.add("version", "2.0")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, variant.render(section.title))
    for event in found:
        calendar.add_component(_entry(site, variant, event))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="events.ics"'
    return response


def _entry(site: Site, variant: Variant, event: PublishedEvent) -> Event:
    entry = Event()
    entry.add("uid", f"{event.identifier}.{variant.tag.lower()}@{site.hostname}")
    changed = event.document.last_published_at or datetime(1970, 1, 1, tzinfo=UTC)
    entry.add("dtstamp", changed.astimezone(UTC))
    entry.add("dtstart", event.first_day)
    entry.add("dtend", event.last_day + timedelta(days=1))  # the day after, RFC 5545, 3.6.1
    entry.add("summary", variant.render(event.value["statement"]))  # before lines are folded
    entry.add("transp", "TRANSPARENT")
    detail = _lines(event.value.get("detail") or "")
    if detail:
        entry.add("description", variant.render(detail))
    page = page_url(site, event.document, variant)
    entry.add("url", f"{page}{event.fragment}")
    return entry


def _lines(rich_text: str) -> str:
    """The words of rich text, a line for each paragraph and item of a list."""
    parted = _END_OF_BLOCK.sub("\n", rich_text)
    lines = html.unescape(strip_tags(parted)).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())
