"""What of a site is a plugin's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.models import FileField, Model, QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, Revision, WorkflowState
from wagtail_localize.models import Translation, TranslationSource

from site_core.jobs.models import ScheduledRun
from site_core.jobs.queues import Periodic
from site_core.plugins import registry
from site_core.plugins.discovery import DiscoveredPlugin
from site_core.published.models import PublishedDocument
from site_core.removal import blocks


@dataclass(frozen=True)
class Belongings:
    """Everything that a plugin which is on has in the database. Nothing is counted before it is asked for."""

    plugin: DiscoveredPlugin

    @cached_property
    def labels(self) -> list[str]:
        """Its app label, and those of the further apps that it alone needs."""
        others = {
            app
            for other in settings.DISCOVERED_PLUGINS
            if other.name != self.plugin.name
            for app in other.config_class.apps
        }
        own = {app for app in self.plugin.config_class.apps if app not in others}
        further = [config.label for config in apps.get_app_configs() if _entry(config) & own]
        return [self.plugin.label, *further]

    @property
    def config(self) -> Any:
        """The plugin's ``AppConfig``."""
        return apps.get_app_config(self.plugin.label)

    @cached_property
    def kinds(self) -> list[ContentType]:
        """The content types of its models."""
        found = ContentType.objects.filter(app_label__in=self.labels)
        return list(found.order_by("app_label", "model"))

    @property
    def pages(self) -> Any:
        """Its pages, wherever they are, in tree order."""
        return Page.objects.filter(content_type__in=self.kinds).order_by("path")

    def topmost_pages(self) -> list[Page]:
        """Those of its pages that stand below none of its pages."""
        return _topmost(self.pages)

    def foreign_pages(self) -> list[Page]:
        """Pages of others that stand below its own, without those that stand below such a page."""
        found: list[Page] = []
        for page in self.topmost_pages():
            below = Page.objects.descendant_of(page).exclude(content_type__in=self.kinds)
            found += _topmost(below.order_by("path"))
        return found

    def models(self) -> list[type[Model]]:
        """Its models that are no pages and have a table: snippets, settings, children of pages …"""
        return [
            model
            for label in self.labels
            for model in apps.get_app_config(label).get_models(include_auto_created=True)
            if model._meta.managed and not model._meta.proxy and not issubclass(model, Page)
        ]

    def file_fields(self) -> Iterator[tuple[type[Model], FileField]]:
        """The fields of its models that hold files of its own."""
        for label in self.labels:
            for model in apps.get_app_config(label).get_models():
                for field in model._meta.local_fields:
                    if isinstance(field, FileField):
                        yield model, field

    def files(self) -> list[tuple[Any, str]]:
        """Storage and name of each file of its own."""
        found: dict[tuple[int, str], tuple[Any, str]] = {}
        for model, field in self.file_fields():
            names = model._base_manager.values_list(field.attname, flat=True)
            for name in filter(None, names):
                found[id(field.storage), name] = (field.storage, name)
        return list(found.values())

    @property
    def permissions(self) -> QuerySet[Permission]:
        """The rights to its objects."""
        return Permission.objects.filter(content_type__in=self.kinds)

    @property
    def redirects(self) -> QuerySet[Redirect]:
        """Redirects that lead to its pages."""
        found: QuerySet[Redirect] = Redirect.objects.filter(redirect_page__in=self.pages)
        return found

    @property
    def revisions(self) -> QuerySet[Revision]:
        """What was ever saved of its pages and snippets."""
        found: QuerySet[Revision] = Revision.objects.filter(content_type__in=self.kinds)
        return found

    @property
    def translation_sources(self) -> QuerySet[TranslationSource]:
        """What wagtail-localize has of its pages and snippets, those included that are gone."""
        found: QuerySet[TranslationSource] = TranslationSource.objects.filter(
            specific_content_type__in=self.kinds
        )
        return found

    @property
    def runs(self) -> QuerySet[ScheduledRun]:
        """When its periodic jobs are due."""
        names = [
            job.found.name if isinstance(job.found, Periodic) else job.path
            for job in registry.jobs()
            if job.plugin == self.plugin.label
        ]
        return ScheduledRun.objects.filter(name__in=names)

    def used(self, model: type[Model]) -> QuerySet[Model]:
        """Images or documents that its pages and snippets show."""
        own = ReferenceIndex.objects.filter(
            content_type__in=self.kinds, to_content_type=ContentType.objects.get_for_model(model)
        )
        keys = set(own.values_list("to_object_id", flat=True))
        return model._default_manager.filter(pk__in=[int(key) for key in keys])

    def used_by_it_alone(self, model: type[Model]) -> list[Model]:
        """Those of them that nothing else refers to."""
        used = list(self.used(model))
        others = ReferenceIndex.objects.exclude(content_type__in=self.kinds).filter(
            to_content_type=ContentType.objects.get_for_model(model)
        )
        elsewhere = set(others.values_list("to_object_id", flat=True))
        return [item for item in used if str(item.pk) not in elsewhere]

    @cached_property
    def applied(self) -> list[tuple[str, str]]:
        """Label and name of its migrations that this database has."""
        recorded = MigrationExecutor(connection).loader.applied_migrations
        return sorted(key for key in recorded if key[0] in self.labels)

    def applied_names(self) -> set[tuple[str, str]]:
        """Label and name of every migration that this database has, of apps that are not installed too."""
        return set(MigrationExecutor(connection).loader.applied_migrations)

    def unapplied(self) -> list[Migration]:
        """The migrations that go when its tables do, the last one first: those of others too."""
        executor = MigrationExecutor(connection)
        known = executor.loader.migrated_apps
        targets = [(label, None) for label in self.labels if label in known]
        plan: list[tuple[Migration, bool]] = executor.migration_plan(targets)
        return [migration for migration, _backwards in plan]

    def is_whole(self) -> bool:
        """Whether all of its migrations are applied, so that its models can be asked."""
        loader = MigrationExecutor(connection).loader
        written = {key for key in loader.disk_migrations if key[0] in self.labels}
        return written <= set(self.applied)

    def is_absent(self) -> bool:
        """Whether this database has nothing of it."""
        return not self.applied and not self.kinds


def _entry(config: Any) -> set[str]:
    """By what ``INSTALLED_APPS`` may name an app."""
    kind = type(config)
    return {config.name, f"{kind.__module__}.{kind.__qualname__}"}


def _topmost(pages: Iterable[Page]) -> list[Page]:
    found: list[Page] = []
    for page in pages:
        if not found or not page.path.startswith(found[-1].path):
            found.append(page)
    return found


def summary(own: Belongings) -> list[tuple[str, str]]:
    """What would go, and what stays changed, as label and value."""
    lines: list[tuple[str, str]] = []
    by_type = own.pages.order_by("content_type__app_label", "content_type__model").values_list(
        "content_type__app_label", "content_type__model"
    )
    for key, rows in groupby(by_type):
        number = len(list(rows))
        live = own.pages.filter(content_type__app_label=key[0], content_type__model=key[1])
        model = apps.get_model(*key)
        lines.append(
            ("pages", f"{number} {model._meta.label}, {live.filter(live=True).count()} live")
        )
    documents = PublishedDocument.objects.filter(page__in=own.pages)
    public = documents.filter(restricted=False).count()
    lines.append(
        (
            "published",
            f"{documents.count()} published documents; the feed says of {public} that "
            "they are deleted",
        )
    )
    lines.append(("redirects", str(own.redirects.count())))
    for model in sorted(own.models(), key=lambda model: model._meta.label):
        number = model._base_manager.count()
        if number:
            lines.append(("rows", f"{number} {model._meta.label}"))
    states = WorkflowState.objects.filter(content_type__in=own.kinds).count()
    lines.append(("history", f"{own.revisions.count()} revisions, {states} workflow states"))
    sources = own.translation_sources
    translations = Translation.objects.filter(source__in=sources).count()
    lines.append(("translations", f"{sources.count()} sources, {translations} translations"))
    found = list(blocks.find(own.plugin))
    if found:
        lines.append(
            (
                "blocks",
                f"in {len(found)} streams of other pages and objects, which stay without them",
            )
        )
    for name, kind in (("images", get_image_model()), ("documents", get_document_model())):
        number = own.used(kind).count()
        if number:
            alone = len(own.used_by_it_alone(kind))
            lines.append(
                (name, f"{number} used, {alone} of them by nothing else: they stay in the library")
            )
    files = own.files()
    if files:
        lines.append(("files", f"{len(files)} of its own"))
    groups = own.permissions.filter(group__isnull=False).values_list("group__name", flat=True)
    given = ", ".join(sorted(set(groups)))
    held = f", given to {given}" if given else ""
    lines.append(("permissions", f"{own.permissions.count()}{held}"))
    lines.append(("types", ", ".join(f"{kind.app_label}.{kind.model}" for kind in own.kinds)))
    runs = own.runs.values_list("name", flat=True)
    if runs:
        lines.append(("jobs", ", ".join(runs)))
    if own.plugin.variables:
        names = ", ".join(variable.name for variable in own.plugin.variables)
        lines.append(("settings", f"{names}: take them out of the environment yourself"))
    owners = sorted({label for label, _ in own.applied})
    lines.append(("migrations", f"{len(own.applied)} of {', '.join(owners)}"))
    return [(label, value) for label, value in lines if value and not value.startswith("0")]
