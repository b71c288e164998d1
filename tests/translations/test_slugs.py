"""Slugs of Serbian pages."""

from __future__ import annotations

import pytest
from django.test import TestCase
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from relations.models import ArticlePage
from site_core.translations.slugs import slug_from
from tests.support.translating import submit, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Ђачки дани у Ђердапу", "djacki-dani-u-djerdapu"),
        ("Kancelarija u Đakovici", "kancelarija-u-djakovici"),
        ("Љубав, Њива и Џеп", "ljubav-njiva-i-dzep"),
        ("Вести из НАТО-а: 2006.", "vesti-iz-nato-a-2006"),
        ("Šta, gde i čime?", "sta-gde-i-cime"),
        ("…", ""),
    ],
)
def test_come_from_titles_in_either_script(title: str, slug: str) -> None:
    assert slug_from(title) == slug


def say(translation: Translation, path: str, text: str) -> None:
    segment = translation.source.stringsegment_set.get(context__path=path)
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        defaults={"data": text},
    )


def published(translation: Translation) -> ArticlePage:
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)
    return translation.get_target_instance()


@pytest.fixture
def translation(article: ArticlePage, serbian: Locale) -> Translation:
    return submit(article, serbian)


def test_a_page_gets_its_slug_with_its_title(translation: Translation) -> None:
    say(translation, "title", "Ђачка мисија")
    write_all_but_the_slug(translation)

    assert published(translation).slug == "djacka-misija"
    # Nobody has seen the address that the draft had from its source.
    assert not Redirect.objects.exists()


def write_all_but_the_slug(translation: Translation) -> None:
    for segment in translation.source.stringsegment_set.exclude(
        context__path__in=("title", "slug")
    ).select_related("context"):
        say(translation, segment.context.path, f"Превод: {segment.string.data}")


def test_a_translator_can_write_another_in_cyrillic(translation: Translation) -> None:
    write(translation)
    say(translation, "slug", "Мисија у Београду")

    assert published(translation).slug == "misija-u-beogradu"


def test_a_new_title_leaves_the_address(translation: Translation) -> None:
    say(translation, "title", "Мисија")
    write_all_but_the_slug(translation)
    published(translation)

    say(translation, "title", "Нова мисија")

    page = published(translation)
    assert (page.title, page.slug) == ("Нова мисија", "misija")
