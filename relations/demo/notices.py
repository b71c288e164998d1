"""The demo's notices that the footer of every page links to: privacy, and what may be copied."""

from __future__ import annotations

from datetime import date
from typing import Any

from relations.demo.words import words
from relations.models import ArticlePage
from site_core.demo import DemoContent
from site_core.models import FooterPage, SiteSettings

STATED = date(2026, 11, 24)
NAMES = ("privacy", "licence")


def add_notices(content: DemoContent) -> None:
    """Make the notices as the last pages of the section about the office."""
    for name, page in zip(NAMES, (_privacy(content), _licence(content)), strict=True):
        content.add_page(name, content.page("about"), page, words)


def connect_notices(content: DemoContent) -> None:
    """Give the notices their places in the footer, behind what stands there."""
    settings = SiteSettings.for_site(content.site)
    placed = set(settings.footer_pages.values_list("page_id", flat=True))
    pages = [content.page(name) for name in NAMES]
    if placed and placed.isdisjoint(page.pk for page in pages):
        for order, page in enumerate(pages, start=len(placed)):
            settings.footer_pages.add(FooterPage(page_id=page.pk, sort_order=order))
        settings.save()


def _points(content: DemoContent, name: str, statements: list[str]) -> str:
    unknown: dict[str, Any] = {"year": None, "month": "", "day": None}
    return content.stream(
        name,
        [
            ("key_point", {"statement": statement, "date": unknown, "detail": ""})
            for statement in statements
        ],
    )


def _privacy(content: DemoContent) -> ArticlePage:
    page = ArticlePage(
        title=words("Privacy", "Приватност"),
        slug=words("privacy", "privatnost"),
        lead=words(
            "You can read this website without saying who you are. What you send through the form for the "
            "media is kept for a time, and then deleted.",
            "Овај сајт можете читати а да не кажете ко сте. Оно што пошаљете преко обрасца за медије чува "
            "се одређено време, а потом се брише.",
        ),
        key_points=_points(
            content,
            "privacy key points",
            [
                words(
                    "Reading sets no cookies, and no page asks another website for anything.",
                    "Приликом читања не постављају се колачићи, а ниједна страница ништа не тражи од "
                    "других сајтова.",
                ),
                words(
                    "An enquiry from the media is kept with the name, newsroom, e-mail address and file "
                    "that came with it. The form says for how many days; then all of it is deleted.",
                    "Упит медија чува се с именом, редакцијом, адресом е-поште и датотеком који су уз њега "
                    "послати. На обрасцу пише колико дана; потом се све брише.",
                ),
                words(
                    "Only the people at the offices read enquiries.",
                    "Упите читају само људи у канцеларијама.",
                ),
                words(
                    "Whoever signs in, to edit or to read a page that is not public, gets a cookie that "
                    "ends with the session.",
                    "Ко се пријави, да би уређивао или читао страницу која није јавна, добија колачић који "
                    "престаје да важи по завршетку сесије.",
                ),
            ],
        ),
        search_description=words(
            "What this website keeps of its readers and of those who write to it, and for how long.",
            "Шта овај сајт чува о читаоцима и о онима који му пишу и колико дуго.",
        ),
        last_reviewed=STATED,
    )
    page.tags.add("privacy")
    return page


def _licence(content: DemoContent) -> ArticlePage:
    page = ArticlePage(
        title=words("Copying and licence", "Умножавање и лиценца"),
        slug=words("licence", "licenca"),
        lead=words(
            "This website is a demonstration. Its texts and pictures belong to the software that shows "
            "them, and may be copied on the same terms.",
            "Овај сајт је демонстрација. Његови текстови и слике део су софтвера који их приказује и могу "
            "се умножавати под истим условима.",
        ),
        key_points=_points(
            content,
            "licence key points",
            [
                words(
                    "Software, texts and pictures are under the BSD 3-Clause licence of the Liaison "
                    "contributors.",
                    "Софтвер, текстови и слике доступни су под лиценцом BSD 3-Clause аутора софтвера "
                    "Liaison.",
                ),
                words(
                    "What is copied from here must not be presented as a statement of NATO or of the "
                    "Republic of Serbia.",
                    "Оно што се одавде преузме не сме се представљати као став НАТО-а или Републике "
                    "Србије.",
                ),
            ],
        ),
        search_description=words(
            "On what terms the texts and pictures of this demonstration may be copied.",
            "Под којим условима се смеју умножавати текстови и слике ове демонстрације.",
        ),
        last_reviewed=STATED,
    )
    page.tags.add("licence")
    return page
