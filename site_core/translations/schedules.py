"""What is going to happen to both languages of a page by itself, in sentences."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.models import Page

from site_core.languages.names import language_name
from site_core.translations import requirement
from site_core.translations.completeness import is_source


def shown_time(moment: datetime) -> str:
    """A moment as editors read it, in their time zone."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def goes_alone(page: Page) -> datetime | None:
    """When a source page goes live by a schedule that its translation does not share."""
    revision = page.scheduled_revision
    if revision is None or requirement.goes_together(page, revision.pk):
        return None
    return revision.approved_go_live_at


def sentences(page: Page) -> list[str]:
    """When the languages of a page go live or expire: the same sentences for each of them."""
    pages: list[Any] = list(
        Page.objects.filter(translation_key=page.translation_key, alias_of__isnull=True)
        .select_related("locale")
        .order_by("pk")
    )
    pages.sort(key=lambda found: not is_source(found))
    return [_with_one_stop(sentence) for sentence in (*_publication(pages), *_expiry(pages))]


def _with_one_stop(sentence: str) -> str:
    """A time in English can end with a full stop of its own: “10 a.m.”."""
    return sentence.removesuffix(".").removesuffix(".") + "."


def published_together(page: Page, at: datetime) -> str:
    """What an editor is told who has scheduled a page with its translation."""
    return _with_one_stop(
        gettext("“%(page)s” goes live in both languages on %(time)s.")
        % {"page": page.title, "time": shown_time(at)}
    )


def _publication(pages: list[Any]) -> list[str]:
    found = []
    for page in pages:
        revision = page.scheduled_revision
        if revision is None:
            continue
        values = {"page": named(page), "time": shown_time(revision.approved_go_live_at)}
        others = [other for other in pages if other.pk != page.pk]
        if not is_source(page) or not others:
            found.append(gettext("%(page)s goes live on %(time)s.") % values)
        elif requirement.goes_together(page, revision.pk):
            values["others"] = ", ".join(map(named, others))
            found.append(
                gettext("%(page)s goes live on %(time)s together with %(others)s.") % values
            )
        else:
            found.append(
                gettext("%(page)s goes live on %(time)s without its translation.") % values
            )
    return found


def _expiry(pages: list[Any]) -> list[str]:
    by_time: dict[datetime, list[Any]] = {}
    for page in pages:
        if page.live and page.expire_at is not None and page.expire_at > timezone.now():
            by_time.setdefault(page.expire_at, []).append(page)
    return [
        gettext("%(pages)s: unpublished by itself on %(time)s.")
        % {"pages": ", ".join(map(named, found)), "time": shown_time(moment)}
        for moment, found in by_time.items()
    ]


def named(page: Any) -> str:
    """A page by its title and language, as an editor reads it."""
    return gettext("“%(title)s” (%(language)s)") % {
        "title": page.get_admin_display_title(),
        "language": language_name(page.locale),
    }
