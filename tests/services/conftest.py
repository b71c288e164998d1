"""What is asked of a database that several processes write to at once is asked of such a one only."""

from __future__ import annotations

import os

import pytest
from django.core.management import call_command
from wagtail.models import Locale, Page, Site

from home.models import HomePage

collect_ignore = (
    []
    if os.environ.get("DATABASE_URL", "").startswith("postgres")
    else [
        "test_concurrent_writers.py",
        "test_from_sqlite.py",
        "test_generation_reader.py",
        "test_readers_and_writers.py",
        "test_statements.py",
        "test_worker.py",
        "test_search_plan.py",
    ]
)


@pytest.fixture
def served_site(transactional_db: None) -> None:
    """A site that other processes see. Flushing the database between tests takes what migrations made."""
    if not HomePage.objects.exists():
        for code in ("en", "sr"):
            Locale.objects.get_or_create(language_code=code)
        root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
        locale = Locale.objects.get(language_code="en")
        home = root.add_child(instance=HomePage(title="Home", slug="home", locale=locale))
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
        call_command("rebuild_published", verbosity=0)
