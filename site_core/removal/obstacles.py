"""What stands against the removal of a plugin. Each is a sentence that says what to do."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Page, Site

from site_core.plugins.discovery import installed
from site_core.plugins.registry import enabled
from site_core.plugins.schema import migrations_of
from site_core.removal.belongings import Belongings

_SHOWN = 5


def requirements(own: Belongings) -> list[str]:
    """Plugins that need this one: those that are on, and those that are off whose tables are there."""
    applied = {label for label, _ in own.applied_names()}
    found = []
    for other in installed(settings.BUILT_IN_PLUGINS):
        is_on = other.name in {plugin.name for plugin in settings.DISCOVERED_PLUGINS}
        if own.plugin.name in other.requires and (is_on or other.label in applied):
            found.append(other.name)
    return [f"it is required by {', '.join(found)}. Remove {_these(found)} first."] if found else []


def _these(names: list[str]) -> str:
    return "that plugin" if len(names) == 1 else "those plugins"


def migrations(own: Belongings) -> list[str]:
    """Migrations of others that would have to go, and migrations that do not go back."""
    found = []
    plan = own.unapplied()
    others = sorted({item.app_label for item in plan} - set(own.labels))
    if others:
        found.append(
            f"tables of {', '.join(others)} are built upon its tables. Remove those plugins first, or take "
            "the references out of them."
        )
    for migration in plan:
        if any(not operation.reversible for operation in migration.operations):
            found.append(
                f"its migration {migration.name!r} cannot be unapplied: ask the author for a version whose "
                "migrations go back."
            )
    return found


def state(own: Belongings) -> list[str]:
    """Migrations that are not applied, its own or those of others: models cannot be asked what there is."""
    found = []
    if own.kinds and not own.is_whole():
        found.append(
            "its migrations are not all applied. Run manage.py migrate, and then this again."
        )
    applied = own.applied_names()
    for config in enabled():
        missing = {(config.label, name) for name in migrations_of(config)} - applied
        if missing and config.label != own.plugin.label:
            found.append(
                f"the plugin {config.label!r} is on, and its migrations are not all applied. Run manage.py "
                "migrate, or switch it off by DISABLED_PLUGINS, and then this again."
            )
    return found


def sites(own: Belongings) -> list[str]:
    """Sites that begin at one of its pages: they would be deleted with it."""
    return [
        f"the site {site.hostname} begins at its page “{site.root_page.title}”. Give the site another first "
        "page (Settings, Sites)."
        for site in Site.objects.filter(root_page__in=own.pages).select_related("root_page")
    ]


def foreign_pages(own: Belongings, target: Page | None) -> list[str]:
    """Pages of others below its own that have no other place, or cannot stand in the one that is given."""
    pages = own.foreign_pages()
    if not pages:
        return []
    if target is None:
        named = ", ".join(f"“{page.title}” ({page.url_path})" for page in pages[:_SHOWN])
        more = f" and {len(pages) - _SHOWN} more" if len(pages) > _SHOWN else ""
        return [
            f"pages of others stand below its pages: {named}{more}. Move them in the admin, or name a page "
            "that they are moved to: --move-foreign-pages-to ID."
        ]
    return [sentence for page in pages if (sentence := _cannot_move(own, page, target))]


def place_for(page: Page, target: Page) -> Page | None:
    """Where a page goes: the given page, or its counterpart in the language of the page."""
    if page.locale_id == target.locale_id:
        return target
    found: Page | None = target.get_translation_or_none(page.locale)
    return found


def _cannot_move(own: Belongings, page: Page, target: Page) -> str | None:
    place = place_for(page, target)
    if place is None:
        return f"“{page.title}” is in another language than “{target.title}”, which has no counterpart there."
    if place.content_type in own.kinds:
        return f"“{place.title}” is a page of the plugin itself, and goes with it."
    if not page.specific.can_move_to(place):
        return f"“{page.title}” cannot stand below “{place.title}”: that type takes no such pages."
    if not Page._slug_is_available(page.slug, place, page):
        return (
            f"“{page.title}” cannot be moved below “{place.title}”: there is a page {page.slug!r} already. "
            "Change one of the slugs."
        )
    return None


def all_of(own: Belongings, target: Page | None) -> list[str]:
    """Every sentence. Empty where nothing stands against it."""
    found = [*requirements(own), *migrations(own), *state(own)]
    if found:
        return found  # what follows asks the tables
    return [*sites(own), *foreign_pages(own, target)]
