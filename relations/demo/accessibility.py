"""The demo's accessibility statement, in the shape of the model statement of the European Union."""

from __future__ import annotations

from datetime import date
from typing import Any

from relations.demo.words import words
from relations.models import ArticlePage
from site_core.demo import DemoContent
from site_core.models import FooterPage, SiteSettings

NAME = "accessibility"
STATED = date(2026, 11, 24)


def add_statement(content: DemoContent) -> None:
    """Make the statement as the last page of the section about the office."""
    page = ArticlePage(
        title=words("Accessibility statement", "Изјава о приступачности"),
        slug=words("accessibility-statement", "izjava-o-pristupacnosti"),
        lead=words(
            "This website is meant for everybody, whatever their sight, hearing, mobility or device. "
            "This page says how far that has been achieved, what falls short, and whom to tell.",
            "Овај сајт намењен је свима, без обзира на вид, слух, покретљивост или уређај којим се "
            "служе. Овде пише докле се у томе стигло, шта још недостаје и коме се можете обратити.",
        ),
        key_points=content.stream(
            "accessibility key points",
            [
                (
                    "key_point",
                    {
                        "statement": statement,
                        "date": {"year": None, "month": "", "day": None},
                        "detail": "",
                    },
                )
                for statement in (
                    words(
                        "The pages are built to meet the Web Content Accessibility Guidelines "
                        "(WCAG) 2.2 at level AA.",
                        "Странице су израђене тако да испуне Смернице за приступачност веб-садржаја "
                        "(WCAG) 2.2 на нивоу AA.",
                    ),
                    words(
                        "The pages were evaluated by the people who built them. There has been no "
                        "independent audit.",
                        "Странице су проверили они који су их израдили. Независне провере није било.",
                    ),
                )
            ],
        ),
        search_description=words(
            "How accessible this website is, what its known limits are, and how to report a problem.",
            "Колико је овај сајт приступачан, која су му позната ограничења и како да пријавите "
            "препреку.",
        ),
        last_reviewed=STATED,
    )
    page.tags.add("accessibility")
    content.add_page(NAME, content.page("about"), page, words)


def connect_statement(content: DemoContent) -> None:
    """Give the statement its text, and its place in the footer of every page."""
    page = content.page(NAME)
    if not page.body:
        page.body = content.stream("accessibility body", _body(content))
        content.update_page(page)
    settings = SiteSettings.for_site(content.site)
    if not settings.footer_pages.exists():
        settings.footer_pages.add(FooterPage(page_id=page.pk, sort_order=0))
        settings.save()


def _heading(text: str) -> tuple[str, dict[str, str]]:
    return "heading", {"text": text, "level": "2"}


def _body(content: DemoContent) -> list[tuple[str, Any]]:
    return [
        _heading(words("Scope and evaluation", "Обухват и провера")),
        ("paragraph", _evaluation()),
        _heading(words("What works", "Шта функционише")),
        ("paragraph", _conformance_text()),
        _heading(words("Known limits", "Позната ограничења")),
        ("paragraph", _limits()),
        _heading(words("Reporting a problem", "Пријављивање препреке")),
        ("paragraph", _reporting(content)),
    ]


def _evaluation() -> str:
    return words.paragraph(
        "This statement covers the pages of this website in English and in both scripts of Serbian. It "
        "was prepared on 24 November 2026. It rests on the builders' own evaluation: every type of page "
        "is checked by automated tests with the axe tool, on narrow and wide screens and in light and "
        "dark colours, and by going through the website with the keyboard alone.",
        "Ова изјава односи се на странице овог сајта на енглеском језику и на оба српска писма. "
        "Састављена је 24. новембра 2026. године. Заснива се на сопственој провери оних који су сајт "
        "израдили: свака врста странице испитује се аутоматским тестовима помоћу алата axe, на уском и на "
        "широком екрану, у светлим и у тамним бојама, као и кретањем по сајту искључиво помоћу "
        "тастатуре.",
    ) + words.paragraph(
        "Automated tests find only some barriers, and people who use assistive technology "
        "every day have not tried the website yet.",
        "Аутоматски тестови откривају само део препрека, а сајт још нису испробали људи који се "
        "асистивним технологијама служе сваког дана.",
    )


def _conformance_text() -> str:
    return words.bullets(
        [
            (
                "All that can be done with a mouse can be done with the keyboard, and the focus is always "
                "visible.",
                "Све што се може урадити мишем може и тастатуром, а фокус је увек видљив.",
            ),
            (
                "The text can be enlarged and the window narrowed without anything being cut off.",
                "Текст се може увећати и прозор сузити, а да се при томе ништа не одсече.",
            ),
            (
                "Text stands out from its background, in light and in dark colours.",
                "Текст се јасно издваја од подлоге, и у светлим и у тамним бојама.",
            ),
            (
                "The website works without JavaScript.",
                "Сајт ради и без JavaScript-а.",
            ),
            (
                "Serbian can be read in Cyrillic and in Latin script, and each page tells assistive "
                "technology its language and script.",
                "Српски текст може се читати ћирилицом и латиницом, а свака страница асистивним "
                "технологијама саопштава свој језик и писмо.",
            ),
            (
                "Pages can be printed without menus and search boxes.",
                "Странице се могу штампати без менија и поља за претрагу.",
            ),
        ]
    )


def _limits() -> str:
    return words.bullets(
        [
            (
                "Documents to download may not be accessible to assistive technology.",
                "Документи за преузимање можда нису приступачни асистивним технологијама.",
            ),
            (
                "Films are hosted on other websites, and we cannot change their players or subtitles. Each "
                "film has a transcript beside it.",
                "Филмови се налазе на другим сајтовима, па на њихове плејере и титлове не можемо да "
                "утичемо. Уз сваки филм стоји транскрипт.",
            ),
            (
                "Some pages exist in one language only. The website says so and leads to the page that "
                "exists.",
                "Неке странице постоје само на једном језику. Сајт то каже и упућује на страницу која "
                "постоји.",
            ),
        ]
    )


def _reporting(content: DemoContent) -> str:
    contact = content.find_page("contact")
    if contact is None:
        return words.paragraph(
            "Tell the office about a barrier, with the address of the page and what you wanted to do.",
            "Препреку пријавите канцеларији, уз адресу странице и опис онога што сте желели да урадите.",
        )
    return words.paragraph(
        'If something gets in your way, or you need a text in another form, use the <a id="a1">contact '
        "page</a>. Give the address of the page and say what you wanted to do. Where the form asks for your "
        "newsroom, write “accessibility”: we read these messages, whoever sends them.",
        "Ако наиђете на препреку или вам је неки текст потребан у другом облику, јавите се преко "
        '<a id="a1">контакт странице</a>. Наведите адресу странице и напишите шта сте желели да урадите. У '
        "поље за редакцију упишите „приступачност“: те поруке читамо без обзира на то ко их шаље.",
        a1=contact,
    )
