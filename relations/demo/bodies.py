"""The running text of the articles, and their links to each other."""

from __future__ import annotations

from typing import Any

from relations.demo.words import words
from relations.models import ArticlePage, RelatedPage
from site_core.demo import DemoContent

Blocks = list[tuple[str, Any]]

RELATED = {
    "mission": ("political-dialogue", "contact"),
    "political-dialogue": ("defence-reform", "mission"),
    "defence-reform": ("political-dialogue", "science"),
    "science": ("defence-reform", "political-dialogue"),
}


def connect_articles(content: DemoContent) -> None:
    """Give every article its body and its related pages."""
    bodies = {
        "mission": _mission(content),
        "political-dialogue": _political_dialogue(content),
        "defence-reform": _defence_reform(content),
        "science": _science(content),
    }
    for name, blocks in bodies.items():
        article = content.page(name)
        if not article.body:
            article.body = content.stream(f"{name} body", blocks)
            article.related_pages = [
                RelatedPage(page_id=page.pk, locale=article.locale, sort_order=order)
                for order, other in enumerate(RELATED[name])
                if (page := content.find_page(other)) is not None
            ]
            content.update_page(article)


def _heading(text: str) -> tuple[str, dict[str, str]]:
    return "heading", {"text": text, "level": "2"}


def _mission(content: DemoContent) -> Blocks:
    blocks: Blocks = [
        _heading(words("Three strands of work", "Три правца рада")),
        (
            "paragraph",
            words.paragraph("The office supports:", "Канцеларија подржава:")
            + words.bullets(
                [
                    (
                        "the Individual Partnership Action Plan (IPAP);",
                        "Индивидуални акциони план партнерства (ИПАП);",
                    ),
                    (
                        "the practical side of the transit agreement;",
                        "практичну страну споразума о транзиту;",
                    ),
                    (
                        "public diplomacy, together with the NATO Contact Point Embassy.",
                        "јавну дипломатију, заједно с Контакт-амбасадом НАТО-а.",
                    ),
                ]
            ),
        ),
        (
            "paragraph",
            words.paragraph(
                'The course of the partnership so far is described under <a id="a1">Political '
                "dialogue and key events</a>.",
                'Досадашњи ток партнерства описан је на страници <a id="a1">Политички дијалог и '
                "кључни догађаји</a>.",
                a1=content.page("political-dialogue"),
            ),
        ),
    ]
    return blocks + _office_card(content)


def _office_card(content: DemoContent) -> Blocks:
    """The card of the office, where a plugin contributes such a block and has made the office."""
    block = ArticlePage.body.field.stream_block.child_blocks.get("office_card")
    if block is None:
        return []
    office = content.find(block.child_blocks["office"].target_model, "liaison-office")
    return [("office_card", {"office": office.pk})] if office is not None else []


def _political_dialogue(content: DemoContent) -> Blocks:
    return [
        (
            "paragraph",
            words.paragraph(
                'The <a id="a1">Liaison Office in Belgrade</a> helps to carry out the priorities on '
                "which the two sides have agreed, above all military reform, public diplomacy and "
                "political dialogue.",
                '<a id="a1">Канцеларија за везу у Београду</a> помаже у спровођењу приоритета о којима '
                "су се две стране договориле, пре свега војне реформе, јавне дипломатије и политичког "
                "дијалога.",
                a1=content.page("mission"),
            ),
        )
    ]


def _defence_reform(content: DemoContent) -> Blocks:
    return [
        _heading(words("Agreements and decisions", "Договори и одлуке")),
        ("table", _milestones()),
        ("quote", _framework_document()),
        (
            "callout",
            {
                "tone": "note",
                "title": words("Building Integrity", "Изградња интегритета"),
                "text": words.paragraph(
                    "The Building Integrity programme (BI) is one of the areas in which the Individual "
                    "Partnership Action Plan organises joint work.",
                    "Програм „Изградња интегритета“ (на енглеском <abbr>Building Integrity</abbr>) једна "
                    "је од области у којима Индивидуални акциони план партнерства уређује заједнички рад.",
                ),
            },
        ),
        _heading(words("Military neutrality", "Војна неутралност")),
        (
            "paragraph",
            words.paragraph(
                "Serbia declared military neutrality in December 2007, a year after it had joined the "
                "Partnership for Peace. NATO respects that policy in full, and the joint work on reform "
                "goes on within it.",
                "Србија је војну неутралност прогласила у децембру 2007. године, годину дана пошто је "
                "приступила Партнерству за мир. НАТО ту политику у потпуности поштује, а заједнички рад "
                "на реформи одвија се у њеним оквирима.",
            ),
        ),
        _heading(words("Peace support", "Мировне операције")),
        (
            "paragraph",
            words.paragraph(
                "Peace support belongs to the same conversation: in Kosovo the NATO-led Kosovo Force "
                "(KFOR) maintains a safe and secure environment. What this means for the dialogue is "
                'said under <a id="a1">Political dialogue and key events</a>.',
                "Мировне операције део су истог разговора: Кфор, снаге које предводи НАТО, на Косову "
                "одржава безбедно и сигурно окружење. О томе шта то значи за дијалог говори страница "
                '<a id="a1">Политички дијалог и кључни догађаји</a>.',
                a1=content.page("political-dialogue"),
            ),
        ),
    ]


def _framework_document() -> dict[str, str]:
    """The words of an official document, which stay English in both languages."""
    text = (
        "This Partnership is established as an expression of a joint conviction that stability and "
        "security in the Euro-Atlantic area can be achieved only through cooperation and common action."
    )
    return {
        "text": words(text, text),
        "source": words(
            "Partnership for Peace: Framework Document, 10 January 1994",
            "Партнерство за мир: оквирни документ, 10. јануар 1994.",
        ),
        "source_url": "https://www.nato.int/docu/basictxt/b940110b.htm",
        "language": "en",
    }


def _milestones() -> dict[str, Any]:
    rows = [
        ("2006", words("Serbia–NATO Defence Reform Group", "Група Србија–НАТО за реформу одбране")),
        ("2006", words("Partnership for Peace (PfP)", "Партнерство за мир (ПзМ)")),
        ("2006", words("Opening of the liaison office", "Отварање канцеларије за везу")),
        ("2007", words("Military neutrality declared", "Проглашење војне неутралности")),
        (
            "2015",
            words(
                "First Individual Partnership Action Plan (IPAP)",
                "Први Индивидуални акциони план партнерства (ИПАП)",
            ),
        ),
        (
            "2019",
            words(
                "Second Individual Partnership Action Plan (IPAP)",
                "Други Индивидуални акциони план партнерства (ИПАП)",
            ),
        ),
    ]
    return {
        "caption": words("Milestones by year", "Прекретнице по годинама"),
        "columns": [
            {"type": "text", "heading": words("Year", "Година")},
            {"type": "text", "heading": words("Milestone", "Прекретница")},
        ],
        "rows": [{"values": list(row)} for row in rows],
    }


def _science(content: DemoContent) -> Blocks:
    return [
        (
            "paragraph",
            words.paragraph(
                "Both areas are part of the plan that Serbia agreed in January 2015. A second plan was "
                "agreed in 2019.",
                "Обе области део су плана који је Србија усагласила у јануару 2015. године. Други план "
                "усаглашен је 2019. године.",
            ),
        ),
        (
            "page_links",
            {
                "title": words("Read on", "Прочитајте још"),
                "pages": content.block_list(
                    "science page links",
                    [content.page("political-dialogue").pk, content.page("defence-reform").pk],
                ),
            },
        ),
    ]
