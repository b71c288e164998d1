"""Translations that ask for work, by name on the dashboard."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from site_core.dashboard.work_lists import SHOWN, Found, WorkItem, WorkList
from site_core.translations import open_states
from site_core.translations.requirement import target_locale, target_locales
from site_core.translations.status import DRAFT, IN_PROGRESS, MISSING, OUTDATED, statuses
from site_core.translations.work import (
    may_translate,
    visible_snippets,
    visible_sources,
    work_url,
)

#: What is outdated misleads readers; what is begun is nearly done.
_ORDER = (OUTDATED, IN_PROGRESS, DRAFT, MISSING)


class ToTranslate(WorkList):
    """Published pages and snippets whose translation is behind or not there: what is outdated first."""

    name = "translations"
    heading = _("Translations missing or outdated")
    order = 30

    def find(self) -> Found:
        locale = target_locale()
        pages = visible_sources(self.user).filter(live=True)
        missing = open_states.missing(pages, locale).order_by("path")
        entries: list[tuple[Any, Any]] = _open(list(open_states.begun(pages, locale)), locale)
        for _model, sources in visible_snippets(self.user):
            entries += _open(
                [source for source in sources if getattr(source, "live", True)], locale
            )
        entries.sort(key=lambda entry: (_ORDER.index(entry[1].state), _since(entry[1])))
        named = entries[:SHOWN]
        if len(named) < SHOWN:
            named += _open(list(missing[: SHOWN - len(named)]), locale)
        return Found(
            [_item(source, status) for source, status in named], len(entries) + missing.count()
        )

    @property
    def url(self) -> str:
        return reverse("liaison_translation_work")


def _open(sources: list[Any], locale: Any) -> list[tuple[Any, Any]]:
    found = statuses(sources, locale)
    return [(item, found[item.pk]) for item in sources if found[item.pk].state in _ORDER]


def _since(status: Any) -> float:
    return status.source_changed_at.timestamp() if status.source_changed_at else 0.0


def _item(source: Any, status: Any) -> WorkItem:
    note = str(status.label)
    if status.source_changed_at:
        note += f", {date_format(localtime(status.source_changed_at), 'SHORT_DATE_FORMAT')}"
    elif status.total and status.state == IN_PROGRESS:
        note += f", {status.translated}/{status.total}"
    title = source.get_admin_display_title() if isinstance(source, Page) else str(source)
    return WorkItem(title=title, url=work_url(source, status), note=note)


def work_lists(request: HttpRequest) -> list[WorkList]:
    """For ``WORK_LISTS``: the translations, for whoever has to do with them."""
    if not target_locales() or not may_translate(request.user):
        return []
    return [ToTranslate(request.user)]
