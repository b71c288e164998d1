"""Adds the pages of an office to a demo, and asks what is asked of them. For ``manage.py shell``."""

from __future__ import annotations

from django.db import transaction

from relations.models import ArticlePage, SectionPage
from site_core.languages.variants import variant_for_code
from site_core.search import ranking
from tests.search.office_pages import office_pages

SECTIONS = {"en": "/en/about/", "sr": "/sr/o-nato-vojnoj-kancelariji-za-vezu/"}


@transaction.atomic
def add_pages() -> None:
    """Publish the pages below the section about the office, each sentence where editors would write it."""
    for page in office_pages():
        section = SectionPage.objects.get(published_document__path=SECTIONS[page.locale])
        article = ArticlePage(
            title=page.title,
            slug=page.slug,
            locale=section.locale,
            lead=page.lead,
            key_points=[("key_point", {"statement": page.point})],
            body=[("paragraph", f"<p>{page.body}</p>")],
        )
        section.add_child(instance=article)


def answers(synonyms: str) -> list[list[str]]:
    """For each query, the slugs of the first pages found."""
    found = []
    for page in office_pages():
        for _, query, _also in page.queries:
            results = ranking.search(query, variant_for_code(page.locale), 1, synonyms=synonyms)
            found.append([document.slug for document in results.documents(0, 5)])
    return found
