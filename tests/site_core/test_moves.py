"""Guards the cure of what Wagtail's move does with paths that it has read too early (``mend_url_paths``)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.published import signals
from site_core.published.rebuild import differences
from tests.support.factories import ArticlePageFactory, SectionPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(home: HomePage) -> ArticlePage:
    """An article two sections deep."""
    old = SectionPageFactory(parent=home, slug="old")
    inner = SectionPageFactory(parent=old, slug="gamma")
    SectionPageFactory(parent=home, slug="new")
    return ArticlePageFactory(parent=inner, slug="delta")


def rename(slug: str, to: str) -> None:
    section = SectionPage.objects.get(slug=slug)
    section.slug = to
    section.save()


def moved_while_somebody_renames(renamed: str, to: str) -> None:
    """An editor has opened the move of a section; another one renames where it goes, or what it is."""
    page, target = Page.objects.get(slug="gamma"), Page.objects.get(slug="new")
    rename(renamed, to)
    page.move(target, pos="last-child")


@pytest.mark.parametrize(
    ("renamed", "to", "path"),
    [
        ("new", "newest", "/en/newest/gamma/delta/"),
        ("old", "o", "/en/new/gamma/delta/"),
        ("gamma", "gamma-ray", "/en/new/gamma-ray/delta/"),
    ],
)
def test_a_move_beside_a_renaming_leaves_every_path_right(
    client: Client, article: ArticlePage, renamed: str, to: str, path: str
) -> None:
    moved_while_somebody_renames(renamed, to)

    article.refresh_from_db()
    assert article.get_url() == path
    assert client.get(path).status_code == 200
    assert differences() == []
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_cure_is_still_needed(article: ArticlePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signals, "mend_url_paths", lambda page_id: None)
    moved_while_somebody_renames("new", "newest")

    article.refresh_from_db()
    assert "/newest/" not in article.url_path, (
        "Wagtail reads the place of a move's target anew now: delete mend_url_paths."
    )


@pytest.mark.parametrize("door", ["copy", "alias", "admin"])
def test_a_page_can_be_put_first_below_a_copied_section(
    home: HomePage, section: SectionPage, admin_client: Client, door: str
) -> None:
    """Wagtail numbers the copied children from zero, and treebeard counts from one."""
    for number in range(2):
        ArticlePageFactory(parent=section, slug=f"article-{number}")
    source = SectionPage.objects.get(pk=section.pk)
    if door == "copy":
        source.copy(recursive=True, update_attrs={"slug": "second"})
    elif door == "alias":
        source.create_alias(recursive=True, update_slug="second")
    else:
        data = {"new_title": "Second", "new_slug": "second", "new_parent_page": home.pk}
        url = reverse("wagtailadmin_pages:copy", args=[source.pk])
        admin_client.post(url, {**data, "copy_subpages": "on", "publish_copies": "on"})
    copied = Page.objects.get(slug="second")
    moved = ArticlePageFactory(parent=home, slug="moved")
    Page.objects.get(pk=moved.pk).move(copied, pos="first-child")
    assert [page.slug for page in copied.get_children()] == ["moved", "article-0", "article-1"]
    assert differences() == []
    assert Page.find_problems() == ([], [], [], [], [])
