"""What every test starts from: an empty site in two languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation
from wagtail.models import Locale, Site

from home.models import HomePage
from tests import factories


@pytest.fixture(autouse=True)
def clean_process_state() -> Iterator[None]:
    """Caches and the active language outlive a test's database; tests must not meet in them."""
    cache.clear()
    translation.activate("en")
    yield
    translation.deactivate()
    cache.clear()


@pytest.fixture
def site(db: None) -> Site:
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def home(site: Site) -> HomePage:
    return HomePage.objects.get(locale__language_code="en")


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
