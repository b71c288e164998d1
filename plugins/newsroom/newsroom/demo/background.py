"""Items that keep to the facts which the other pages of the demo tell."""

from __future__ import annotations

from datetime import date

from newsroom.demo.item import add_item
from newsroom.demo.pages import DEFENCE_REFORM, MEDIA, PARTNERSHIP
from newsroom.demo.words import heading, paragraph, words
from site_core.demo import DemoContent


def add_six_areas(content: DemoContent) -> None:
    add_item(
        content,
        "six areas",
        (PARTNERSHIP,),
        [
            paragraph(
                "The Individual Partnership Action Plan (IPAP), which Serbia agreed with NATO in "
                "January 2015, is the main framework of their cooperation. Through it the Alliance "
                "supports goals that the authorities have set themselves.",
                "Индивидуални акциони план партнерства (ИПАП), који је Србија у јануару 2015. године "
                "усагласила с НАТО-ом, главни је оквир њихове сарадње. Њиме Алијанса подржава циљеве "
                "које су власти саме поставиле.",
            ),
            heading("What it covers", "Шта обухвата"),
            (
                "paragraph",
                words.bullets(
                    [
                        ("political dialogue", "политички дијалог"),
                        (
                            "activities of the Partnership for Peace",
                            "активности у оквиру Партнерства за мир",
                        ),
                        (
                            "the Building Integrity programme (BI)",
                            "програм „Изградња интегритета“",
                        ),
                        (
                            "the Science for Peace and Security programme (SPS)",
                            "програм „Наука за мир и безбедност“",
                        ),
                        (
                            "civil emergency planning and crisis management",
                            "цивилно планирање за ванредне ситуације и управљање кризама",
                        ),
                        ("public diplomacy", "јавна дипломатија"),
                    ]
                ),
            ),
            paragraph("A second plan was agreed in 2019.", "Други план усаглашен је 2019. године."),
        ],
        title=words("Six areas in one plan", "Шест области у једном плану"),
        slug=words("six-areas-in-one-plan", "sest-oblasti-u-jednom-planu"),
        date=date(2026, 6, 8),
        lead=words(
            "From political dialogue to public diplomacy: what the partnership plan between Serbia "
            "and NATO puts in order.",
            "Од политичког дијалога до јавне дипломатије: шта уређује план партнерства Србије и НАТО-а.",
        ),
        search_description=words(
            "The six areas of the Individual Partnership Action Plan.",
            "Шест области Индивидуалног акционог плана партнерства.",
        ),
    )


def add_reform_in_dates(content: DemoContent) -> None:
    add_item(
        content,
        "reform in dates",
        (DEFENCE_REFORM, PARTNERSHIP),
        [
            paragraph(
                "In February 2006 the Serbia–NATO Defence Reform Group was set up. In December of "
                "that year Serbia joined the Partnership for Peace, and the liaison office opened its "
                "doors.",
                "У фебруару 2006. године основана је Група Србија–НАТО за реформу одбране. У децембру "
                "исте године Србија је приступила Партнерству за мир, а канцеларија за везу је почела "
                "с радом.",
            ),
            paragraph(
                "Since January 2015 an Individual Partnership Action Plan (IPAP) has given the work "
                "its shape. A second one was agreed in 2019.",
                "Од јануара 2015. године том раду облик даје Индивидуални акциони план партнерства "
                "(ИПАП). Други план усаглашен је 2019. године.",
            ),
        ],
        title=words("Defence reform in five dates", "Реформа одбране у пет датума"),
        slug=words("defence-reform-in-five-dates", "reforma-odbrane-u-pet-datuma"),
        date=date(2026, 9, 21),
        lead=words(
            "A group, a partnership, an office and two plans: how the work on reform came about.",
            "Једна група, једно партнерство, једна канцеларија и два плана: како је настао рад на "
            "реформи.",
        ),
        corrections=content.stream(
            "newsroom reform in dates corrections",
            [
                (
                    "correction",
                    {
                        "date": "2026-09-23",
                        "text": words.paragraph(
                            "An earlier version gave 2018 as the year of the second plan. It was "
                            "agreed in 2019. (This correction is an example.)",
                            "У ранијој верзији стајало је да је други план из 2018. године. Усаглашен "
                            "је 2019. године. (Ова исправка је пример.)",
                        ),
                    },
                )
            ],
        ),
        search_description=words(
            "The dates of defence reform from 2006 to 2019.",
            "Датуми реформе одбране од 2006. до 2019. године.",
        ),
    )


def add_scripts(content: DemoContent) -> None:
    add_item(
        content,
        "scripts",
        (MEDIA,),
        [
            paragraph(
                "Every Serbian page of this website is read in Cyrillic and in Latin, and the switch "
                "at the head of each page leads from one to the other. Apps and feed readers have the "
                "same choice.",
                "Свака страница овог сајта на српском чита се и ћирилицом и латиницом, а прекидач у "
                "врху странице води од једног писма до другог. Исти избор имају апликације и читачи "
                "фидова.",
            ),
            paragraph(
                "Who takes over our texts need not convert them.",
                "Ко преузима наше текстове, не мора да их пресловљава.",
            ),
        ],
        title=words("Our news in both Serbian scripts", "Наше вести на оба српска писма"),
        slug=words("our-news-in-both-serbian-scripts", "nase-vesti-na-oba-srpska-pisma"),
        date=date(2026, 11, 2),
        lead=words(
            "What is published in Serbian can be read, fetched and quoted in Cyrillic and in Latin.",
            "Оно што објавимо на српском може се читати, преузимати и наводити и ћирилицом и латиницом.",
        ),
        search_description=words(
            "News in English and in both scripts of Serbian.",
            "Вести на енглеском и на оба писма српског језика.",
        ),
    )


def add_twenty_years(content: DemoContent) -> None:
    add_item(
        content,
        "twenty years",
        (PARTNERSHIP,),
        [
            paragraph(
                "The NATO Military Liaison Office opened on 18 December 2006 in the building of the "
                "Ministry of Defence. In the same month Serbia joined the Partnership for Peace and the "
                "Euro-Atlantic Partnership Council.",
                "НАТО војна канцеларија за везу отворена је 18. децембра 2006. године у згради "
                "Министарства одбране. Истог месеца Србија је приступила Партнерству за мир и "
                "Евроатлантском партнерском савету.",
            ),
            paragraph(
                "Since then the office has been the link between the Serbian authorities and NATO. It "
                "works with the Defence Reform Group, supports the partnership plan and the practical "
                "side of the transit agreement, and does public diplomacy together with the NATO "
                "Contact Point Embassy.",
                "Канцеларија је отада веза између органа власти Србије и НАТО-а. Сарађује с Групом за "
                "реформу одбране, подржава план партнерства и практичну примену споразума о транзиту и "
                "бави се јавном дипломатијом заједно с Контакт амбасадом НАТО-а.",
            ),
        ],
        title=words("Twenty years in December", "Двадесет година у децембру"),
        slug=words("twenty-years-in-december", "dvadeset-godina-u-decembru"),
        date=date(2026, 11, 16),
        lead=words(
            "On 18 December it is twenty years since the liaison office opened in Belgrade.",
            "Осамнаестог децембра навршава се двадесет година од отварања канцеларије за везу у "
            "Београду.",
        ),
        lead_image=content.add_image("Calm water", "Blue waves in layers under a pale sky"),
        lead_image_alternative_text=words(
            "Blue waves in layers under a pale sky", "Плави таласи у слојевима под бледим небом"
        ),
        search_description=words(
            "The liaison office in Belgrade opened on 18 December 2006.",
            "Канцеларија за везу у Београду отворена је 18. децембра 2006. године.",
        ),
    )
