"""Drafts of a page that is published with its translation, and what readers see of it."""

from __future__ import annotations

from typing import Any

from django.test import Client
from wagtail.models import Page
from wagtail_localize.models import Translation

from relations.models import ArticlePage
from site_core.published.models import PublishedDocument
from site_core.translations import together
from tests.support.translating import write


def draft(article: ArticlePage, lead: str = "What the office does now.") -> Any:
    article.lead = lead
    return article.save_revision()


def live_lead(page: Page) -> str:
    document = PublishedDocument.objects.get(page=page)
    document.refresh_from_db()
    return document.representation["lead"]


def translate_the_draft(article: ArticlePage) -> None:
    """What a translator does who was given the texts of the latest draft."""
    source = together.sync_source_texts(article.get_latest_revision_as_object())
    write(Translation.objects.get(source=source))


def publish_in_the_editor(editor: Client, page: ArticlePage) -> Any:
    """Press “Publish” in the page editor, with the form as it is and another lead."""
    form = editor.get(f"/admin/pages/{page.pk}/edit/").context["form"]
    data: dict[str, Any] = {
        "title": page.title,
        "slug": page.slug,
        "lead": "A lead from the editor.",
        "key_points-count": 0,
        "body-count": 1,
        "body-0-type": "heading",
        "body-0-order": 0,
        "body-0-deleted": "",
        "body-0-id": "",
        "body-0-value-text": "Heading",
        "body-0-value-level": "2",
        "action-publish": "1",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "related_pages-TOTAL_FORMS": 0,
        "related_pages-INITIAL_FORMS": 0,
    }
    assert form is not None
    return editor.post(f"/admin/pages/{page.pk}/edit/", data, follow=True)


def posted(article: ArticlePage) -> dict[str, str]:
    """What the editor's form sends of an article with one key point, but for its body."""
    return {
        "title": article.title,
        "slug": article.slug,
        "lead": article.lead,
        "key_points-count": "1",
        "key_points-0-deleted": "",
        "key_points-0-order": "0",
        "key_points-0-type": "key_point",
        "key_points-0-id": "4" * 8,
        "key_points-0-value-statement": "Something was agreed.",
        "key_points-0-value-date-day": "",
        "key_points-0-value-detail": "null",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "related_pages-TOTAL_FORMS": "0",
        "related_pages-INITIAL_FORMS": "0",
    }
