"""A site with a list of news, in two languages."""

from __future__ import annotations

import datetime
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.utils import translation
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, TranslationSource
from wagtail_localize.models import Translation as LocalizeTranslation

from home.models import HomePage
from newsroom.models import NewsIndexPage, NewsItemPage, NewsItemTopic, PressEventPage, Topic
from site_core.delivery import generation

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """On SQLite, start from a copy of a migrated database, which is made once for these migrations."""
    config = django_settings.DATABASES["default"]
    if config["ENGINE"].endswith("sqlite3"):
        copy = tmp_path_factory.mktemp("database") / "test.sqlite3"
        shutil.copyfile(migrated_database(), copy)
        config["TEST"]["NAME"] = str(copy)
        config["OPTIONS"]["init_command"] = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;"


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """The copy is used as it is."""
    return django_db_keepdb or django_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


def migrated_database() -> Path:
    """A database with every migration applied, kept between runs."""
    digest = hashlib.blake2b(digest_size=8)
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for path in sorted((Path(config.path) / "migrations").glob("*.py")):
            digest.update(f"{config.label}.{path.stem}".encode() + path.read_bytes())
    folder = Path(tempfile.gettempdir()) / f"newsroom-tests-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to somebody else.")
    path = folder / f"migrated-{digest.hexdigest()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            unfinished = path.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            manage(
                *("migrate", "-v0"),
                DATABASE_URL=f"sqlite:///{unfinished}",
                REDIS_URL="",
                DJANGO_SETTINGS_MODULE="site_core.settings.test",
            )
            unfinished.rename(path)
    return path


def manage(*arguments: str, **environment: str) -> str:
    """What ``manage.py`` of the site prints, in a process of its own."""
    ran = subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "DISABLED_PLUGINS": "", "LOG_LEVEL": "ERROR", **environment},
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture(autouse=True)
def nothing_kept(settings: Any) -> None:
    """Each test has caches and generations of its own."""
    settings.CACHES = {
        name: {**config, "KEY_PREFIX": uuid.uuid4().hex} for name, config in settings.CACHES.items()
    }
    generation.kept.clear()


@pytest.fixture(autouse=True)
def english_is_active() -> Iterator[None]:
    """The active language outlives a test."""
    translation.activate("en")
    yield
    translation.deactivate()


@pytest.fixture
def home(db: None) -> HomePage:
    return HomePage.objects.get(locale__language_code="en")


@pytest.fixture
def news(home: HomePage) -> NewsIndexPage:
    """``/en/news/``"""
    page = NewsIndexPage(title="News", slug="news", lead="All that is new.")
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def serbian(home: HomePage) -> Locale:
    """Serbian, with a published home page."""
    locale, _ = Locale.objects.get_or_create(language_code="sr")
    page = home.copy_for_translation(locale)
    page.title = "Почетна"
    page.save_revision().publish()
    return locale


@pytest.fixture
def serbian_news(news: NewsIndexPage, serbian: Locale) -> NewsIndexPage:
    """``/sr/vesti/``"""
    page = news.copy_for_translation(serbian)
    page.title, page.slug, page.lead = "Вести", "vesti", "Све што је ново."
    page.save_revision().publish()
    return NewsIndexPage.objects.get(pk=page.pk)


@pytest.fixture
def topic(db: None) -> Callable[..., Topic]:
    """Makes a topic, live."""

    def make(name: str = "Defence reform", slug: str = "defence-reform") -> Topic:
        found = Topic(name=name, slug=slug, locale=Locale.get_default())
        found.save()
        found.save_revision().publish()
        return found

    return make


def stream(*blocks: tuple[str, Any]) -> str:
    """The value of a stream field."""
    return json.dumps(
        [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks]
    )


@pytest.fixture
def item(news: NewsIndexPage) -> Callable[..., NewsItemPage]:
    """Makes an item: published unless it is said to be a draft."""

    def make(
        title: str = "A visit",
        date: datetime.date = datetime.date(2026, 11, 3),
        topics: tuple[Topic, ...] = (),
        draft: bool = False,
        **fields: Any,
    ) -> NewsItemPage:
        fields.setdefault("lead", f"What {title.lower()} is about.")
        page = NewsItemPage(title=title, date=date, live=False, **fields)
        page.topics.set(
            [NewsItemTopic(topic=one, sort_order=order) for order, one in enumerate(topics)]
        )
        NewsIndexPage.objects.get(pk=news.pk).add_child(instance=page)
        revision = page.save_revision()
        if not draft:
            revision.publish()
        return NewsItemPage.objects.get(pk=page.pk)

    return make


@pytest.fixture
def press_event(news: NewsIndexPage) -> PressEventPage:
    """A briefing, published."""
    page = PressEventPage(
        title="Briefing in December",
        slug="briefing",
        event_name="Briefing for the media",
        date=datetime.date(2026, 12, 10),
        starts_at=datetime.time(11),
        ends_at=datetime.time(12),
        place="Bircaninova 5, Belgrade",
        lead="An hour for questions.",
    )
    news.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def translate(serbian: Locale, django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """Translates an object as an editor does: every text, word by word, and publishes it."""

    def run(instance: Any, words: dict[str, str], publish: bool = True) -> Any:
        source, _ = TranslationSource.update_or_create_from_instance(instance)
        work, _ = LocalizeTranslation.objects.get_or_create(source=source, target_locale=serbian)
        for segment in source.stringsegment_set.select_related("string", "context"):
            text = segment.string.data
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=serbian,
                context=segment.context,
                defaults={"data": words[text], "has_error": False},
            )
        with django_capture_on_commit_callbacks(execute=True):  # it publishes when all is written
            work.save_target(publish=publish)
        return type(instance).objects.get(translation_key=instance.translation_key, locale=serbian)

    return run


def is_public(page: Page) -> bool:
    """Whether a page is live, asked of the database."""
    return Page.objects.filter(pk=page.pk, live=True).exists()
