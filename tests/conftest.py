"""What every test starts from: an empty site in two languages."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import translation
from wagtail.models import Locale, Site

from home.models import HomePage
from relations.models import SectionPage
from site_core.delivery import generation
from tests.support import factories
from tests.support.database import migrated_copy


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, worker_id: str
) -> Iterator[None]:
    """On SQLite, start from a migrated database, one for each process."""
    config = django_settings.DATABASES["default"]
    if not config["ENGINE"].endswith("sqlite3"):
        yield
        return
    path = migrated_copy(worker_id)
    config["TEST"]["NAME"] = str(path)
    config["OPTIONS"]["init_command"] = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;"
    yield
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """The migrated database is kept as it is; PostgreSQL makes its own, as asked for."""
    return django_db_keepdb or django_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture(autouse=True)
def own_cache(settings: Any) -> None:
    """Give each test a cache that nothing is in. Tests in other processes may share its server."""
    settings.CACHES = {
        name: {**config, "KEY_PREFIX": uuid.uuid4().hex} for name, config in settings.CACHES.items()
    }


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Each test has generations of its own: numbers that a rolled back transaction gives again."""
    generation.kept.clear()


@pytest.fixture(autouse=True)
def english_is_active() -> Iterator[None]:
    """The active language outlives a test."""
    translation.activate("en")
    yield
    translation.deactivate()


@pytest.fixture
def site(db: None) -> Site:
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def home(site: Site) -> HomePage:
    return HomePage.objects.get(locale__language_code="en")


@pytest.fixture
def section(home: HomePage) -> SectionPage:
    """A section, ``/en/about/``, for tests that need one and do not care which."""
    return factories.SectionPageFactory(parent=home, title="About", slug="about")


@pytest.fixture
def serbian(db: None) -> Locale:
    return factories.serbian()


@pytest.fixture
def serbian_home(home: HomePage, serbian: Locale) -> HomePage:
    """A published Serbian home page."""
    page = home.copy_for_translation(serbian)
    page.title = "Почетна"
    page.save_revision().publish()
    return HomePage.objects.get(pk=page.pk)
