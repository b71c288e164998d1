"""Open translation work: every page and snippet that is behind its original, the oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import capfirst
from wagtail.models import DraftStateMixin, Locale, Page, TranslatableMixin
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.permissions import get_permission_name

from site_core.languages.variants import DEFAULT_VARIANT
from site_core.translations import open_states
from site_core.translations.completeness import SLUG, field_labels, untranslated_texts
from site_core.translations.requirement import source_pages, target_locale
from site_core.translations.status import (
    DRAFT,
    IN_PROGRESS,
    MISSING,
    OUTDATED,
    TranslationStatus,
    statuses,
)

#: Who may begin translations, of whatever page.
PERMISSION = "wagtail_localize.submit_translation"
#: The rights on pages with which somebody has to do with translations.
PAGE_PERMISSIONS = ("add", "change", "publish")
#: The states in which a translator or an editor has something to do.
OPEN_STATES = (OUTDATED, IN_PROGRESS, DRAFT, MISSING)


@dataclass(frozen=True)
class WorkItem:
    """One object whose translation is behind, or not there."""

    source: Any
    kind: str
    status: TranslationStatus
    #: Since when it waits: when the original was published with what its translation does not have.
    since: datetime | None
    url: str
    changed: str
    #: How many texts are to be translated, and how many English words stand in them.
    texts: int = 0
    words: int = 0


def visible_sources(user: Any) -> QuerySet[Page]:
    """The source pages whose translation somebody begins, writes or publishes."""
    if user.has_perm(PERMISSION):
        return source_pages()
    permitted = page_permission_policy.instances_user_has_any_permission_for(
        user, list(PAGE_PERMISSIONS)
    )
    translated = permitted.exclude(locale__language_code=DEFAULT_VARIANT.locale_code).order_by()
    return source_pages().filter(translation_key__in=translated.values("translation_key"))


def may_translate(user: Any) -> bool:
    """Whether somebody has to do with translations at all, of pages or of snippets."""
    if user.has_perm(PERMISSION):
        return True
    if translated_snippet_models(user):
        return True
    permitted = page_permission_policy.get_cached_permissions_for_user(user)
    codes = {f"{act}_page" for act in PAGE_PERMISSIONS}
    return any(
        found.permission.codename in codes and found.page.locale_id == target_locale().pk
        for found in permitted
    )


def translated_snippet_models(user: Any) -> list[type[Any]]:
    """The kinds of translated snippets that somebody may change."""
    return [
        model
        for model in get_snippet_models()
        if issubclass(model, TranslatableMixin)
        and user.has_perm(get_permission_name("change", model))
    ]


def visible_snippets(user: Any) -> Iterator[tuple[type[Any], list[Any]]]:
    """Each kind of translated snippets that somebody may change, with its source objects."""
    for model in translated_snippet_models(user):
        found = model._default_manager.filter(locale__language_code=DEFAULT_VARIANT.locale_code)
        yield model, list(found.select_related("locale").order_by("pk"))


def work_url(source: Any, status: TranslationStatus) -> str:
    """Where the work on a translation goes on: its editor, or the form that submits the original."""
    if isinstance(source, Page):
        if status.state == MISSING:
            return reverse("wagtail_localize:submit_page_translation", args=[source.pk])
        return reverse("wagtailadmin_pages:edit", args=[status.counterpart_id])
    if status.state == MISSING:
        options = source._meta
        return reverse(
            "wagtail_localize:submit_snippet_translation",
            args=[options.app_label, options.model_name, quote(source.pk)],
        )
    name = source.snippet_viewset.get_url_name("edit")
    return reverse(name, args=[quote(status.counterpart_id or "")])


def open_work(user: Any, locale: Locale) -> list[WorkItem]:
    """Everything that somebody can bring up to date in a language, what has waited longest first.

    A constant number of queries for each kind. What is not published is left out: readers do not miss it.
    """
    pages = visible_sources(user).filter(live=True)
    found = [
        *_items(open_states.begun(pages, locale), locale),
        *_items(open_states.missing(pages, locale), locale),
        *(
            item
            for _model, sources in visible_snippets(user)
            for item in _items([source for source in sources if _is_live(source)], locale)
        ),
    ]
    return sorted(found, key=lambda item: (OPEN_STATES.index(item.status.state), _age(item)))


def measure(items: Iterable[WorkItem], locale: Locale) -> list[WorkItem]:
    """The same items with the number of texts and words that are to be translated: two queries each."""
    measured = []
    for item in items:
        source = item.source.specific if isinstance(item.source, Page) else item.source
        missing, _total = untranslated_texts(source, locale)
        texts = [text for path, text in missing if path != SLUG]
        words = sum(len(strip_tags(text).split()) for text in texts)
        measured.append(replace(item, texts=len(texts), words=words))
    return measured


def _items(sources: Iterable[Any], locale: Locale) -> list[WorkItem]:
    sources = list(sources)
    found = statuses(sources, locale)
    return [
        _item(source, found[source.pk])
        for source in sources
        if found[source.pk].state in OPEN_STATES
    ]


def _item(source: Any, status: TranslationStatus) -> WorkItem:
    model = (source.specific_class or Page) if isinstance(source, Page) else type(source)
    published_at = getattr(source, "last_published_at", None)
    return WorkItem(
        source=source,
        kind=capfirst(str(model._meta.verbose_name)),
        status=status,
        since=status.source_changed_at or published_at,
        url=work_url(source, status),
        changed=", ".join(field_labels(model, status.changed_fields)),
    )


def _is_live(source: Any) -> bool:
    return not isinstance(source, DraftStateMixin) or source.live


def _age(item: WorkItem) -> tuple[bool, float]:
    return item.since is None, item.since.timestamp() if item.since else 0.0
