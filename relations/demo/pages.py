"""The pages of the demo in tree order, with their leads and key points."""

from __future__ import annotations

from datetime import date
from typing import Any

from relations.demo.words import words
from relations.models import ArticlePage, SectionPage
from site_core.demo import DemoContent

REVIEWED = date(2026, 9, 1)


def make_pages(content: DemoContent) -> None:
    """Make the section about the office and the pages below it."""
    about = content.add_page("about", content.page("home"), _about(content), words)
    _add_mission(content, about)
    section = content.add_page("relations", about, _relations(), words)
    _add_political_dialogue(content, section)
    _add_defence_reform(content, section)
    _add_science(content, section)
    _add_chief(content, about)


def _point(
    statement: str, date: tuple[int | None, str, int | None] | None = None, detail: str = ""
) -> tuple[str, dict[str, Any]]:
    """A key point; ``date`` is year, month and day, as far as they are known."""
    year, month, day = date or (None, "", None)
    return "key_point", {
        "statement": statement,
        "date": {"year": year, "month": month, "day": day},
        "detail": detail,
    }


def _about(content: DemoContent) -> SectionPage:
    return SectionPage(
        title=words("About NATO MLO Belgrade", "О НАТО војној канцеларији за везу"),
        slug=words("about", "o-nato-vojnoj-kancelariji-za-vezu"),
        show_in_menus=True,
        lead=words(
            "Since 18 December 2006 the Serbian authorities and NATO have had a place in Belgrade "
            "where their everyday business meets. This section explains what the office is for, how "
            "the partnership behind it has developed and what the two sides have agreed.",
            "Од 18. децембра 2006. године органи власти Србије и НАТО имају у Београду место на којем "
            "се сусрећу њихови свакодневни послови. Овај одељак објашњава чему канцеларија служи, "
            "како се развијало партнерство на којем почива и шта су две стране договориле.",
        ),
        lead_image=content.add_image("Calm water", "Blue waves in layers under a pale sky"),
        lead_image_alternative_text=words(
            "Blue waves in layers under a pale sky", "Плави таласи у слојевима под бледим небом"
        ),
        search_description=words(
            "What the NATO liaison office in Belgrade does, and the partnership that it serves.",
            "Шта ради НАТО канцеларија за везу у Београду и каквом партнерству служи.",
        ),
        last_reviewed=REVIEWED,
    )


def _relations() -> SectionPage:
    return SectionPage(
        title=words("NATO's relations with Serbia", "Односи НАТО-а и Србије"),
        slug=words("natos-relations-with-serbia", "odnosi-nato-a-i-srbije"),
        lead=words(
            "Serbia is a partner of NATO and keeps to military neutrality. The pages below follow the "
            "political dialogue, the reform of defence, and joint work in science and in planning for "
            "emergencies.",
            "Србија је партнер НАТО-а и држи се војне неутралности. Странице у овом одељку прате "
            "политички дијалог, реформу одбране и заједнички рад у науци и цивилном планирању.",
        ),
        lead_image=None,
        search_description=words(
            "Political dialogue, defence reform and science: how NATO and Serbia work together.",
            "Политички дијалог, реформа одбране и наука: како НАТО и Србија сарађују.",
        ),
        last_reviewed=REVIEWED,
    )


def _add_mission(content: DemoContent, parent: SectionPage) -> None:
    page = ArticlePage(
        title=words("Mission of the office", "Мисија канцеларије"),
        slug=words("mission-of-the-office", "misija-kancelarije"),
        lead=words(
            "The office is the link between the Serbian authorities and NATO. It helps both of them to "
            "turn what they have agreed into practice.",
            "Канцеларија је веза између органа власти Србије и НАТО-а. Она помаже обема странама да оно "
            "што су договориле спроведу у дело.",
        ),
        key_points=content.stream(
            "mission key points",
            [
                _point(
                    words(
                        "The office opened in the building of the Ministry of Defence in Belgrade.",
                        "Канцеларија је отворена у згради Министарства одбране у Београду.",
                    ),
                    (2006, "12", 18),
                ),
                _point(
                    words(
                        "It is the point at which the Serbian authorities and NATO reach each other.",
                        "Она је место преко којег органи власти Србије и НАТО ступају у везу.",
                    )
                ),
                _point(
                    words(
                        "The Serbia–NATO Defence Reform Group is one of its partners in this work.",
                        "Један од њених партнера у том раду јесте Група Србија–НАТО за реформу "
                        "одбране.",
                    ),
                    detail=words.paragraph(
                        "The group was set up in February 2006, ten months before the office opened.",
                        "Група је основана у фебруару 2006. године, десет месеци пре отварања "
                        "канцеларије.",
                    ),
                ),
            ],
        ),
        social_image=content.add_image(
            "Green hills", "Green hills in layers under a pale sky", "forest"
        ),
        search_description=words(
            "Why the liaison office exists, whom it works with and what it supports.",
            "Зашто канцеларија за везу постоји, с ким ради и шта подржава.",
        ),
        last_reviewed=REVIEWED,
    )
    page.tags.add("liaison", "partnership")
    content.add_page("mission", parent, page, words)


def _add_political_dialogue(content: DemoContent, parent: SectionPage) -> None:
    page = ArticlePage(
        title=words("Political dialogue and key events", "Политички дијалог и кључни догађаји"),
        slug=words("political-dialogue-and-key-events", "politicki-dijalog-i-kljucni-dogadjaji"),
        lead=words(
            "Serbia, unlike its neighbours, does not seek membership of the Alliance. It is deepening "
            "political dialogue and cooperation with NATO on matters of shared interest. Helping with "
            "democratic, institutional and defence reform is a focus of the partnership.",
            "За разлику од својих суседа, Србија не тежи чланству у Алијанси. Она с НАТО-ом продубљује "
            "политички дијалог и сарадњу у питањима од заједничког интереса. Помоћ у демократским, "
            "институционалним и одбрамбеним реформама у средишту је партнерства.",
        ),
        key_points=content.stream("political-dialogue key points", _political_points()),
        social_image=content.add_image(
            "Morning on the river", "Brown waves in layers under a morning sky", "morning"
        ),
        search_description=words(
            "The main subjects of the dialogue between NATO and Serbia, and the events that shaped it.",
            "Главне теме дијалога НАТО-а и Србије и догађаји који су га обележили.",
        ),
        last_reviewed=REVIEWED,
    )
    page.tags.add("dialogue", "key events", "partnership")
    content.add_page("political-dialogue", parent, page, words)


def _political_points() -> list[tuple[str, dict[str, Any]]]:
    return [
        _point(
            words(
                "Serbia joined the Partnership for Peace and the Euro-Atlantic Partnership Council; "
                "dialogue and cooperation have grown steadily since then.",
                "Србија је приступила Партнерству за мир и Евроатлантском партнерском савету; дијалог "
                "и сарадња отада непрестано јачају.",
            ),
            (2006, "12", None),
        ),
        _point(
            words(
                "NATO fully respects the policy of military neutrality that Serbia has chosen.",
                "НАТО у потпуности поштује политику војне неутралности за коју се Србија определила.",
            )
        ),
        _point(
            words(
                "Kosovo remains a central subject of the dialogue, because the NATO-led Kosovo Force "
                "(KFOR) maintains a safe and secure environment there.",
                "Косово остаје једна од средишњих тема дијалога, јер Кфор, снаге које предводи НАТО, "
                "тамо одржава безбедно и сигурно окружење.",
            )
        ),
        _point(
            words(
                "The Allies welcome the progress made in the dialogue between Belgrade and Pristina, "
                "which the European Union facilitates, and the commitment of both sides to "
                "normalising their relations.",
                "Савезници поздрављају напредак у дијалогу Београда и Приштине, који се води уз "
                "посредовање Европске уније, као и опредељеност обеју страна за нормализацију односа.",
            )
        ),
        _point(
            words(
                "Serbia agreed an Individual Partnership Action Plan (IPAP) with NATO.",
                "Србија је с НАТО-ом усагласила Индивидуални акциони план партнерства (ИПАП).",
            ),
            (2015, "1", None),
            detail=_plan_in_detail(),
        ),
    ]


def _plan_in_detail() -> str:
    return words.paragraph(
        "The plan is the main framework of cooperation, and through it the Alliance can support the "
        "reform goals that the authorities have set themselves. It organises work in six areas: "
        "political dialogue, Partnership for Peace activities, the Building Integrity programme (BI), "
        "the Science for Peace and Security programme (SPS), civil emergency planning together with "
        "crisis management, and public diplomacy. It also makes political consultation and practical "
        "cooperation deeper than they were before.",
        "План је главни оквир сарадње и омогућава Алијанси да подржи реформске циљеве које су власти "
        "саме поставиле. Њиме се уређује рад у шест области: политички дијалог, активности у оквиру "
        "Партнерства за мир, програм „Изградња интегритета“, програм „Наука за мир и безбедност“, "
        "цивилно планирање за ванредне ситуације с управљањем кризама и јавна дипломатија. План уједно "
        "продубљује политичке консултације и практичну сарадњу.",
    )


def _add_defence_reform(content: DemoContent, parent: SectionPage) -> None:
    page = ArticlePage(
        title=words("Defence reform and peace support", "Реформа одбране и мировне операције"),
        slug=words("defence-reform-and-peace-support", "reforma-odbrane-i-mirovne-operacije"),
        lead=words(
            "Serbia and NATO were working on defence reform before Serbia joined the Partnership for "
            "Peace. Two partnership plans have since given that work its shape.",
            "Србија и НАТО радили су на реформи одбране и пре него што је Србија приступила Партнерству "
            "за мир. Два акциона плана партнерства отада уобличавају тај рад.",
        ),
        key_points=content.stream("defence-reform key points", _defence_points()),
        search_description=words(
            "The Defence Reform Group, the partnership plans and peace support, year by year.",
            "Група за реформу одбране, планови партнерства и мировне операције, из године у годину.",
        ),
        last_reviewed=REVIEWED,
    )
    page.tags.add("defence reform", "peace support", "key events")
    content.add_page("defence-reform", parent, page, words)


def _defence_points() -> list[tuple[str, dict[str, Any]]]:
    return [
        _point(
            words(
                "The Serbia–NATO Defence Reform Group was set up.",
                "Основана је Група Србија–НАТО за реформу одбране.",
            ),
            (2006, "2", None),
            detail=words.paragraph(
                "The liaison office, which opened in December of the same year, works with the group.",
                "С Групом сарађује и канцеларија за везу, отворена у децембру исте године.",
            ),
        ),
        _point(
            words(
                "Serbia declared military neutrality.", "Србија је прогласила војну неутралност."
            ),
            (2007, "12", None),
            detail=words.paragraph(
                "NATO respects this policy in full.", "НАТО у потпуности поштује ту политику."
            ),
        ),
        _point(
            words(
                "A second Individual Partnership Action Plan (IPAP) was agreed.",
                "Усаглашен је други Индивидуални акциони план партнерства (ИПАП).",
            ),
            (2019, "", None),
        ),
        _point(
            words(
                "Support for reform follows the goals that the Serbian authorities set themselves.",
                "Подршка реформама прати циљеве које власти Србије саме постављају.",
            )
        ),
    ]


def _add_science(content: DemoContent, parent: SectionPage) -> None:
    page = ArticlePage(
        title=words("Science and emergency planning", "Наука и цивилно планирање"),
        slug=words("science-and-emergency-planning", "nauka-i-civilno-planiranje"),
        lead=words(
            "The partnership reaches beyond defence. Science, planning for civil emergencies and "
            "crisis management have their place in it as well.",
            "Партнерство не обухвата само одбрану. У њему имају своје место и наука, цивилно планирање "
            "за ванредне ситуације и управљање кризама.",
        ),
        key_points=content.stream(
            "science key points",
            [
                _point(
                    words(
                        "The Science for Peace and Security programme (SPS) is one of the areas of the "
                        "Individual Partnership Action Plan (IPAP).",
                        "Програм „Наука за мир и безбедност“ једна је од области Индивидуалног акционог "
                        "плана партнерства (ИПАП).",
                    )
                ),
                _point(
                    words(
                        "Civil emergency planning and crisis management form another area of the plan.",
                        "Цивилно планирање за ванредне ситуације и управљање кризама чине још једну "
                        "област тог плана.",
                    )
                ),
            ],
        ),
        search_description=words(
            "What the partnership between NATO and Serbia covers outside defence.",
            "Шта партнерство НАТО-а и Србије обухвата изван области одбране.",
        ),
        last_reviewed=REVIEWED,
    )
    page.tags.add("science", "emergency planning")
    content.add_page("science", parent, page, words)


def _add_chief(content: DemoContent, parent: SectionPage) -> None:
    """This page stays in English, so that the site shows how it treats a page without translation."""
    page = ArticlePage(
        title="Chief of the office",
        slug="chief-of-the-office",
        lead="The chief leads the NATO Military Liaison Office in Belgrade.",
        key_points=content.stream(
            "chief key points",
            [_point("The chief answers for the work of the office.")],
        ),
        body=content.stream(
            "chief body",
            [
                (
                    "paragraph",
                    "<p>This is a demonstration, so nobody is named here. An office that takes the "
                    "site into use publishes a short biography in this place.</p>",
                )
            ],
        ),
        search_description="Who leads the NATO liaison office in Belgrade.",
        last_reviewed=REVIEWED,
    )
    page.tags.add("liaison")
    content.add_page("chief", parent, page)
