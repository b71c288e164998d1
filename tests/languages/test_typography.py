"""A word of one letter does not stand at the end of a line of Serbian."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale

from home.models import HomePage
from relations.models import ArticlePage
from site_core.languages.typography import with_short_words_bound
from tests.support.factories import ArticlePageFactory, SectionPageFactory, key_point

BOUND = "\u00a0"


def bound(html: str, *, is_latin: bool = False) -> str:
    """The document with its no-break spaces shown as ``⎵``."""
    return with_short_words_bound(html, is_latin=is_latin).replace(BOUND, "⎵")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>У Београду и у Нишу</p>", "<p>У⎵Београду и⎵у⎵Нишу</p>"),
        ("<p>с људима, к њима, а и са њима</p>", "<p>с⎵људима, к⎵њима, а⎵и⎵са њима</p>"),
        ("<p>и\n    то</p>", "<p>и⎵то</p>"),
        (
            '<p>(о томе) „И то“ у <a href="/">њој</a></p>',
            '<p>(о⎵томе) „И⎵то“ у⎵<a href="/">њој</a></p>',
        ),
        ("<p><b>НАТО</b> и <b>ЕУ</b></p>", "<p><b>НАТО</b> и⎵<b>ЕУ</b></p>"),
        ("<p>од и </p><p>до</p>", "<p>од и </p><p>до</p>"),
        ("<p>е-и то, 5.о то, ми ту</p>", "<p>е-и то, 5.о то, ми ту</p>"),
    ],
)
def test_its_space_is_a_no_break_space(html: str, expected: str) -> None:
    assert bound(html) == expected


def test_latin_has_the_same_words() -> None:
    assert (
        bound("<p>O radu u Nišu, k njima i s njima, a i V sastanak</p>", is_latin=True)
        == "<p>O⎵radu u⎵Nišu, k⎵njima i⎵s⎵njima, a⎵i⎵V⎵sastanak</p>"
    )


@pytest.mark.parametrize(
    "html",
    [
        '<img alt="Зграда у Београду и парк"><a href="/и то/" title="и то">х</a>',
        "<pre>и то\n  и то</pre>",
        "<p><code>и то</code> <kbd>и то</kbd></p>",
        '<p><span translate="no">и то <b>и то</b></span></p>',
        '<p lang="en">О и то</p>',
        '<div translate="no"><div>и то</div>и то</div>',
        "<address>Улица у граду</address>",
        "<script>и то</script><style>и то</style><textarea>и то</textarea><title>и то</title>",
        "<!-- и то -->",
        "<p>https://сајт.срб/и то: а@б.срб</p>",
    ],
)
def test_other_spaces_stay(html: str) -> None:
    assert bound(html) == html


def test_what_stands_after_what_is_left_alone_is_bound() -> None:
    html = '<p lang="en">a</p><p>и то</p><br translate="no"><p>и то'
    assert bound(html) == '<p lang="en">a</p><p>и⎵то</p><br translate="no"><p>и⎵то'


@given(st.text("и у<>/ap\"'=\n\u00a0-! бd"), st.booleans())
def test_nothing_but_spaces_is_changed(html: str, is_latin: bool) -> None:
    changed = with_short_words_bound(html, is_latin=is_latin)

    assert "".join(changed.split()) == "".join(html.split())
    assert with_short_words_bound(changed, is_latin=is_latin) == changed


@pytest.fixture
def article(serbian_home: HomePage, serbian: Locale) -> ArticlePage:
    section = SectionPageFactory(parent=serbian_home, title="О нама", slug="o", locale=serbian)
    return ArticlePageFactory(
        parent=section,
        title="Мир и безбедност",
        slug="mir",
        locale=serbian,
        lead="Састанак у Београду.",
        key_points=[key_point("О раду у Нишу.")],
    )


@pytest.mark.django_db
def test_pages_have_it_and_data_do_not(client: Client, article: ArticlePage) -> None:
    assert "Мир и\u00a0безбедност</h1>" in client.get("/sr/o/mir/").content.decode().replace(
        "\n", ""
    ).replace("  ", "")
    assert "Sastanak u\u00a0Beogradu." in client.get("/sr-latn/o/mir/").content.decode()
    for path in (
        f"/api/v2/pages/{article.pk}/",
        f"/api/v2/pages/{article.pk}/?locale=sr-Latn",
        "/sr/o/mir/index.md",
        "/sr-latn/o/feed.atom",
        "/sr-latn/o/feed.json",
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        assert BOUND not in answer.content.decode()
