"""A section and an article in English, the section translated, the article not yet."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Site

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.models import RequiredSection, SiteSettings, User
from tests.support.factories import ArticlePageFactory, SectionPageFactory
from tests.support.translating import translate


@pytest.fixture
def section(home: HomePage, serbian_home: HomePage, serbian: Locale) -> SectionPage:
    section = SectionPageFactory(parent=home, title="Section", slug="section")
    translate(section, serbian)
    return section


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    page = ArticlePageFactory(
        parent=section, title="Mission", slug="mission", lead="What the office does."
    )
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_superuser("editor", "editor@example.org", "password")


@pytest.fixture
def editor(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Any) -> Any:
    """Runs what waits for the end of the transaction, as it happens outside a test."""
    return django_capture_on_commit_callbacks


@pytest.fixture
def required(section: SectionPage, site: Site) -> SectionPage:
    """The section, whose pages are published only with a current translation."""
    settings = SiteSettings.for_site(site)
    settings.sections_requiring_translation.add(RequiredSection(page=section))
    settings.save()
    return section


@pytest.fixture
def translated(article: ArticlePage, serbian: Locale) -> ArticlePage:
    translate(article, serbian)
    return article
