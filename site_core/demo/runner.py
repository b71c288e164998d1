"""Decides whether the database may be filled, and fills it."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log, registry
from wagtail.models import Locale, Page, PageLogEntry, Site

from site_core.demo.content import DemoContent, Stage, key
from site_core.demo.exceptions import DemoError
from site_core.plugins import PluginConfig
from site_core.plugins.registry import enabled
from site_core.site_settings.models import SiteSettings

#: The page that carries the mark of a complete demo, by its name.
HOME = "home"
#: Title of the page that a new site starts from.
FIRST_TITLE = "Home"
#: The log entry that says that the demo was built to its end. What an editor deletes afterwards stays
#: deleted, and a demo that was interrupted is continued.
COMPLETED = "site_core.demo_completed"


class State(enum.Enum):
    """What a database holds, as far as the demo is concerned."""

    EMPTY = "nothing but the untouched first page"
    UNFINISHED = "a demo whose building was interrupted"
    COMPLETE = "a demo"
    OUTGROWN = "a demo without the content of a plugin that is on"
    FOREIGN = "pages that the demo did not make"


def register_log_actions(actions: LogActionRegistry) -> None:
    """For Wagtail's hook of that name: the words for the entry in the history of the home page."""
    if COMPLETED not in actions.formatters:
        actions.register_action(
            COMPLETED, _("Demo content complete"), _("Filled the site with demo content")
        )


def state() -> State:
    """Whether the database is empty, holds the demo, part of it, or other pages."""
    home = Page.objects.filter(translation_key=key(HOME), depth=2).first()
    if home is not None:
        if not PageLogEntry.objects.filter(action=COMPLETED).exists():
            return State.UNFINISHED
        return State.OUTGROWN if _without_content() else State.COMPLETE
    pages = list(Page.objects.filter(depth__gt=1)[:2])
    untouched = (
        len(pages) == 1
        and pages[0].title == FIRST_TITLE
        and pages[0].latest_revision_id is None
        and Site.objects.filter(root_page_id=pages[0].pk, is_default_site=True).exists()
    )
    return State.EMPTY if untouched else State.FOREIGN


def _without_content() -> list[PluginConfig]:
    """The plugins that are on, have demo content, and were not there when the demo was built."""
    known: set[str] = set()
    for entry in PageLogEntry.objects.filter(action=COMPLETED):
        # The first demos did not write down whose content they had: that of the plugins that come along.
        known.update(entry.data.get("plugins", _built_in()))
    return [config for config in enabled() if config.demo and config.label not in known]


def _built_in() -> list[str]:
    return [plugin.label for plugin in settings.DISCOVERED_PLUGINS if plugin.is_built_in]


def _refuse() -> None:
    pages = Page.objects.filter(depth__gt=1).order_by("path")
    first = pages.first()
    example = f", for example “{first.title}” at {first.url_path}" if first else ""
    raise DemoError(
        f"This database is not empty: it holds {pages.count()} page(s) that the demo did not make"
        f"{example}. Nothing was changed. The demo fills an empty database only: name another one "
        "by DATA_DIR or DATABASE_URL."
    )


def _locales() -> tuple[Locale, Locale]:
    codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    source, target = (Locale.objects.get(language_code=code) for code in codes[:2])
    return source, target


def _run(stages: Sequence[Stage], content: DemoContent) -> None:
    for stage in stages:
        stage(content)


@transaction.atomic
def _mark_as_demonstration(site: Site) -> None:
    site_settings = SiteSettings.for_site(site)
    if not site_settings.is_demonstration:
        site_settings.is_demonstration = True
        site_settings.save()


def _build_pages(content: DemoContent, configs: Iterable[PluginConfig]) -> None:
    _mark_as_demonstration(content.site)
    _run(content.stages.make, content)
    _run(content.stages.connect, content)
    content.translate()
    register_log_actions(registry)
    plugins = [config.label for config in configs if config.demo]
    log(instance=content.page(HOME), action=COMPLETED, data={"plugins": plugins})


def open_demo(report: Callable[[str], None] = lambda line: None) -> DemoContent:
    """The demo as it is, to add to. ``report`` is called with what is being done, a line at a time."""
    source, target = _locales()
    return DemoContent(Site.objects.get(is_default_site=True), source, target, report)


def build(report: Callable[[str], None] = lambda line: None) -> State:
    """Fill the database with the demo content, or continue where that was interrupted.

    Returns the state that it found: in a complete demo nothing is changed, and where a plugin came later
    its content alone is added. ``report`` is called with what
    is being done, a line at a time. To be called outside a transaction: translations are published when
    theirs ends.

    Raises ``DemoError``, before anything is changed, when the database holds other pages.
    """
    found = state()
    if found is State.FOREIGN:
        _refuse()
    content = open_demo(report)
    with translation.override(content.source_locale.language_code):
        configs = _without_content() if found is State.OUTGROWN else enabled()
        _ask_plugins(content, configs)
        if found is not State.COMPLETE:
            _build_pages(content, configs)
    return found


def _ask_plugins(content: DemoContent, configs: Iterable[PluginConfig]) -> None:
    for config in configs:
        if config.demo:
            config.resolve(config.demo, "demo function")(content)


def forget_plugin(label: str) -> None:
    """Forget that the demo has the content of a plugin: it is added again when the plugin comes back."""
    for entry in PageLogEntry.objects.filter(action=COMPLETED):
        plugins = entry.data.get("plugins", _built_in())
        if label in plugins:
            data = {**entry.data, "plugins": [other for other in plugins if other != label]}
            PageLogEntry.objects.filter(pk=entry.pk).update(data=data)
