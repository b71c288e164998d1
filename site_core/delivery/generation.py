"""The generation of the public content: a number that grows with every public change.

It is the validator of every answer (``ETag``) and the key of the little that a process remembers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

import django
import wagtail
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.http import HttpRequest
from modelcluster.models import get_all_child_relations
from wagtail.api.v2.utils import get_full_url
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, Site
from wagtail.snippets.models import get_snippet_models

import site_core
from site_core.published import reading
from site_core.published.models import (
    ChangeCounter,
    PublishedDocument,
    PublishedEvent,
    RenditionJob,
    overdue_pages,
)
from site_core.published.signals import referable_models

_ATTRIBUTE = "_public_generation"
_VALIDATOR = "_public_validator"
#: Entries kept by one process before it starts anew.
_MAX_KEPT = 1000


@cache
def build() -> str:
    """A short digest of the installed release and of the settings that shape an answer.

    The same in all processes of one deployment. ``BUILD_ID`` tells two builds of one release apart; and every
    ``manage.py migrate`` starts a new generation, so that an upgrade leaves no old answer valid.
    """
    plugins = sorted((plugin.name, plugin.version) for plugin in settings.DISCOVERED_PLUGINS)
    shaping = (
        *(site_core.__version__, django.__version__, wagtail.__version__, settings.BUILD_ID),
        *(plugins, sorted(settings.INSTALLED_APPS)),
        *(settings.WAGTAILAPI_LIMIT_MAX, settings.MEDIA_URL),
    )
    return hashlib.sha256(repr(shaping).encode()).hexdigest()[:8]


def current(request: HttpRequest) -> int:
    """The generation that a request is answered from: read once, before anything else is."""
    django_request = getattr(request, "_request", request)
    if not hasattr(django_request, _ATTRIBUTE):
        setattr(django_request, _ATTRIBUTE, reading.generation())
    return getattr(django_request, _ATTRIBUTE)


def last_change(request: HttpRequest) -> int:
    """The number of the last line of the feed, also while the time of a page is over (``reading``)."""
    number = current(request)
    return number if number >= 0 else ChangeCounter.objects.values_list("value", flat=True).get()


def validator(request: HttpRequest) -> str:
    """The entity tag of the answer to a request (RFC 9110, 8.8.3): its generation, and its URL.

    With the URL, a tag does not stand for an answer that was never given.
    """
    django_request = getattr(request, "_request", request)
    found = getattr(django_request, _VALIDATOR, None)
    if found is None:
        found = validator_of(request, f"{request.get_host()}{request.get_full_path()}")
        setattr(django_request, _VALIDATOR, found)
    return found


def validator_of(request: HttpRequest, what: str) -> str:
    """The entity tag of ``what`` in the generation that a request is answered from."""
    digest = hashlib.blake2b(what.encode(), digest_size=8).hexdigest()
    return f'"{build()}-{current(request)}-{digest}"'


class _Kept:
    """What a process remembers of one generation; a later one empties it.

    A generation and its values are one pair: a thread must not meet those of another generation.
    """

    def __init__(self) -> None:
        self.pair: tuple[int, dict[Hashable, Any]] = (-1, {})

    def clear(self) -> None:
        """Forget everything."""
        self.pair = (-1, {})

    def values_of(self, generation: int) -> dict[Hashable, Any]:
        """What is remembered of a generation, to read and to add to."""
        kept_of, values = self.pair
        if kept_of != generation or len(values) > _MAX_KEPT:
            self.pair = (generation, values := {})
        return values


kept = _Kept()


def remembered(request: HttpRequest, key: Hashable, find: Callable[[], Any]) -> Any:
    """The value of ``find()``, computed once a generation and process. For small values only."""
    values = kept.values_of(current(request))
    if key not in values:
        values[key] = find()
    return values[key]


_for_readers: ContextVar[dict[Hashable, Any] | None] = ContextVar("for_readers", default=None)


@contextmanager
def for_readers(request: HttpRequest) -> Iterator[None]:
    """Let what is asked without a request be remembered too, while a public page is rendered for a reader.

    Not while anything is written: what is remembered is what was public when the request began.
    """
    token = _for_readers.set(kept.values_of(current(request)))
    try:
        yield
    finally:
        _for_readers.reset(token)


def remembered_for_readers() -> dict[Hashable, Any] | None:
    """What is remembered of the generation that a page is rendered for, to add to; ``None`` elsewhere."""
    return _for_readers.get()


@dataclass(frozen=True)
class RequestSite:
    """The site that a request is made to: its id, and its URL without a path."""

    id: int | None
    origin: str


def site(request: HttpRequest) -> RequestSite:
    """The site that a request is made to, found once a generation and host."""
    django_request = getattr(request, "_request", request)

    def find() -> RequestSite:
        found = Site.find_for_request(django_request)
        return RequestSite(found.pk if found else None, get_full_url(django_request, ""))

    return remembered(request, ("site", request.get_host()), find)


def _advance(raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        with transaction.atomic():
            ChangeCounter.next_number()


def remember_site(request: HttpRequest) -> Site | None:
    """The site that a request is made to. Wagtail asks for it and for its settings no more in this request.

    Both are the same for all readers of a host, and Wagtail looks them up for each request.
    """

    def find() -> tuple[Site | None, dict[str, Any]]:
        site = Site.find_for_request(request)
        models = [model for model in settings_registry if issubclass(model, BaseSiteSetting)]
        return site, {
            model.get_cache_attr_name(): model.for_site(site)
            for model in models
            if site is not None
        }

    found, site_settings = remembered(request, ("wagtail site", request.get_host()), find)
    request._wagtail_site = found  # type: ignore[attr-defined] # where Wagtail keeps it
    for name, value in site_settings.items():
        setattr(request, name, value)
    return found


def _nothing_is_overdue(**kwargs: Any) -> None:
    """Outside of a request, what it has hidden from its reader is shown."""
    overdue_pages.set({})


def advance_after_migrations(**kwargs: Any) -> None:
    """Make a new generation after ``manage.py migrate``: what is answered may have another shape now."""
    if ChangeCounter._meta.db_table in connection.introspection.table_names():
        _advance()


def advance_when_changed(models: Iterable[type[Model]]) -> None:
    """Start a new generation whenever an instance of these models is saved or deleted.

    Their child models count too. Snippets and settings that pages refer to, and the models of the API, are
    registered already; a plugin that shows rows of its own calls this in ``AppConfig.ready()``.
    """
    shown = set(models)
    for model in list(shown):
        shown |= {relation.related_model for relation in get_all_child_relations(model)}
    for model in shown:
        identity = f"generation:{model._meta.label}"
        post_save.connect(_advance, sender=model, dispatch_uid=identity)
        post_delete.connect(_advance, sender=model, dispatch_uid=identity)
        for field in model._meta.many_to_many:
            m2m_changed.connect(
                _advance, sender=field.remote_field.through, dispatch_uid=f"{identity}.{field.name}"
            )


def connect_signals(shown: Iterable[type[Model]]) -> None:
    """Start a new generation whenever something changes that the public reads.

    ``shown`` are the models of the API's endpoints. Pages need no signal: ``BasePage`` sees to them.
    """
    request_started.connect(_nothing_is_overdue)
    request_finished.connect(_nothing_is_overdue)
    advance_when_changed(
        {Redirect, Collection, CollectionViewRestriction, Locale, Site, RenditionJob}
    )
    advance_when_changed(
        model
        for model in {*shown, *get_snippet_models(), *settings_registry, *referable_models()}
        if not issubclass(model, (Page, PublishedDocument, PublishedEvent))
    )
