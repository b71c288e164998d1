"""An article that is read."""

from __future__ import annotations

import pytest
from wagtail.models import Site

from relations.models import ArticlePage, SectionPage
from site_core.models import SiteSettings
from tests.support.factories import ArticlePageFactory


@pytest.fixture
def article(section: SectionPage, site: Site) -> ArticlePage:
    SiteSettings.for_site(site)  # Wagtail makes the row when it is first asked for
    made = ArticlePageFactory(parent=section, slug="mission", title="Mission", lead="First.")
    return ArticlePage.objects.get(pk=made.pk)
