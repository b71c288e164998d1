"""Items that tell of something that never happened, and say so in the lead and at the head of the text."""

from __future__ import annotations

from datetime import date

from newsroom.demo.fact_sheet import add_fact_sheet
from newsroom.demo.item import add_item
from newsroom.demo.pages import DEFENCE_REFORM, MEDIA, PARTNERSHIP
from newsroom.demo.words import example_note, paragraph, words
from site_core.demo import DemoContent


def add_working_day(content: DemoContent) -> None:
    add_item(
        content,
        "working day",
        (DEFENCE_REFORM,),
        [
            example_note(),
            paragraph(
                "The morning belonged to the state of joint work, the afternoon to what comes next. "
                "Both sides agreed to exchange a short written summary and to meet again in autumn.",
                "Преподне је било посвећено ономе што је заједнички урађено, а поподне ономе што "
                "следи. Две стране су се договориле да размене кратак писани преглед и да се поново "
                "састану на јесен.",
            ),
            paragraph(
                "The Serbia–NATO Defence Reform Group was set up in February 2006, and the office has "
                "worked with it since it opened in December of that year.",
                "Група Србија–НАТО за реформу одбране основана је у фебруару 2006. године, а "
                "канцеларија с њом сарађује откако је отворена, у децембру исте године.",
            ),
        ],
        title=words("A working day on defence reform", "Радни дан о реформи одбране"),
        slug=words("a-working-day-on-defence-reform", "radni-dan-o-reformi-odbrane"),
        date=date(2026, 7, 6),
        lead=words(
            "Members of the Defence Reform Group spent a day at the office. An invented example.",
            "Чланови Групе за реформу одбране провели су дан у канцеларији. Измишљен пример.",
        ),
        search_description=words(
            "An example of news about a working meeting.", "Пример вести о радном састанку."
        ),
    )


def add_pictures(content: DemoContent) -> None:
    first = content.add_image("Morning light", "Brown hills in layers under a warm sky", "morning")
    second = content.add_image("Quiet woods", "Green hills in layers under a pale sky", "forest")
    figures = [
        (
            "image",
            {
                "image": {
                    "image": image.pk,
                    "decorative": False,
                    "alt_text": words(alt, translated),
                },
                "caption": words(caption, other),
            },
        )
        for image, alt, translated, caption, other in (
            (
                first,
                "Brown hills in layers under a warm sky",
                "Смеђа брда у слојевима под топлим небом",
                "Morning, drawn for this demonstration.",
                "Јутро, нацртано за ову демонстрацију.",
            ),
            (
                second,
                "Green hills in layers under a pale sky",
                "Зелена брда у слојевима под бледим небом",
                "Woods, drawn for this demonstration.",
                "Шума, нацртана за ову демонстрацију.",
            ),
        )
    ]
    add_item(
        content,
        "pictures",
        (MEDIA,),
        [
            example_note(),
            paragraph(
                "The pictures were drawn for this website and may be used free of charge. The fact sheet "
                "below gives the dates of the partnership on one page.",
                "Слике су нацртане за овај сајт и могу се бесплатно користити. Документ у прилогу на "
                "једној страници наводи важне датуме партнерства.",
            ),
        ],
        title=words("Pictures and a fact sheet for newsrooms", "Слике и подсетник за редакције"),
        slug=words("pictures-and-a-fact-sheet", "slike-i-podsetnik"),
        date=date(2026, 7, 20),
        lead=words(
            "Two pictures in print quality and the dates of the partnership on one page. An invented "
            "example.",
            "Две слике у квалитету за штампу и датуми партнерства на једној страници. Измишљен пример.",
        ),
        lead_image=first,
        lead_image_alternative_text=words(
            "Brown hills in layers under a warm sky", "Смеђа брда у слојевима под топлим небом"
        ),
        gallery=content.stream("newsroom pictures gallery", figures),
        press_files=content.stream(
            "newsroom pictures files",
            [
                (
                    "document",
                    {
                        "document": add_fact_sheet().pk,
                        "title": words("The partnership in dates", "Партнерство у датумима"),
                    },
                )
            ],
        ),
        search_description=words(
            "An example of material for the press.", "Пример материјала за медије."
        ),
    )


def add_students(content: DemoContent) -> None:
    add_item(
        content,
        "students",
        (PARTNERSHIP,),
        [
            example_note(),
            paragraph(
                "Thirty students came with questions about the work of a liaison office. Most of them "
                "wanted to know what military neutrality, which Serbia declared in December 2007, "
                "means for everyday cooperation.",
                "Тридесет студената дошло је с питањима о раду једне канцеларије за везу. Већину је "
                "занимало шта војна неутралност, коју је Србија прогласила у децембру 2007. године, "
                "значи за свакодневну сарадњу.",
            ),
            paragraph(
                "The answer was short: NATO respects that policy in full, and the two sides cooperate "
                "where both of them wish to.",
                "Одговор је био кратак: НАТО у потпуности поштује ту политику, а две стране сарађују "
                "тамо где обе то желе.",
            ),
        ],
        title=words("Students ask, the office answers", "Студенти питају, канцеларија одговара"),
        slug=words("students-ask-the-office-answers", "studenti-pitaju-kancelarija-odgovara"),
        date=date(2026, 9, 7),
        lead=words(
            "Thirty students and an hour of questions about neutrality and partnership. An invented "
            "example.",
            "Тридесет студената и сат питања о неутралности и партнерству. Измишљен пример.",
        ),
        search_description=words(
            "An example of news about a visit.", "Пример вести о једној посети."
        ),
    )


def add_enquiries(content: DemoContent) -> None:
    add_item(
        content,
        "enquiries",
        (MEDIA,),
        [
            example_note(),
            paragraph(
                "Say what you need and by when; we answer in the language in which you write. The "
                "office answers enquiries from the media only.",
                "Напишите шта вам је потребно и до када; одговарамо на језику на којем нам пишете. "
                "Канцеларија одговара само на упите медија.",
            ),
        ],
        title=words("What helps us to answer sooner", "Шта нам помаже да брже одговоримо"),
        slug=words("what-helps-us-to-answer-sooner", "sta-nam-pomaze-da-brze-odgovorimo"),
        date=date(2026, 10, 5),
        lead=words(
            "Three lines that every enquiry from the media should hold. An invented example.",
            "Три реда која би сваки упит медија требало да садржи. Измишљен пример.",
        ),
        search_description=words(
            "An example of a notice for the media.", "Пример обавештења за медије."
        ),
    )


def add_science_evening(content: DemoContent) -> None:
    add_item(
        content,
        "science evening",
        (PARTNERSHIP,),
        [
            example_note(),
            paragraph(
                "Researchers from several countries spoke about work that borders do not stop. One of "
                "them put it like this:",
                "Истраживачи из више земаља говорили су о раду који границе не заустављају. Један од "
                "њих рекао је то овако:",
            ),
            (
                "source_quotation",
                {
                    "original": "La science avance quand on la partage.",
                    "language": "fr",
                    "translation": words(
                        "Science moves forward when it is shared.", "Наука напредује када се дели."
                    ),
                    "source": words(
                        "A guest of the evening (an invented example)",
                        "Један од гостију вечери (измишљен пример)",
                    ),
                },
            ),
            paragraph(
                "The Science for Peace and Security programme (SPS) is one of the areas of the "
                "Individual Partnership Action Plan (IPAP).",
                "Програм „Наука за мир и безбедност“ једна је од области Индивидуалног акционог плана "
                "партнерства (ИПАП).",
            ),
        ],
        title=words("An evening on science and security", "Вече о науци и безбедности"),
        slug=words("an-evening-on-science-and-security", "vece-o-nauci-i-bezbednosti"),
        date=date(2026, 10, 19),
        lead=words(
            "Researchers on what they gain by working together. An invented example.",
            "Истраживачи о томе шта добијају заједничким радом. Измишљен пример.",
        ),
        lead_image=content.add_image(
            "Quiet woods", "Green hills in layers under a pale sky", "forest"
        ),
        lead_image_alternative_text=words(
            "Green hills in layers under a pale sky", "Зелена брда у слојевима под бледим небом"
        ),
        search_description=words(
            "An example of news with a quotation in French.",
            "Пример вести с наводом на француском језику.",
        ),
    )


def add_registration(content: DemoContent) -> None:
    add_item(
        content,
        "registration",
        (MEDIA,),
        [
            example_note(),
            paragraph(
                "The briefing takes place on 10 December at eleven o'clock. Those who wish to come "
                "write to the press desk by 7 December.",
                "Брифинг се одржава 10. децембра у једанаест часова. Ко жели да дође, пријављује се "
                "односима с медијима до 7. децембра.",
            ),
        ],
        title=words("Registration for the briefing is open", "Почело је пријављивање за брифинг"),
        slug=words("registration-for-the-briefing", "prijavljivanje-za-brifing"),
        date=date(2026, 11, 23),
        lead=words(
            "Representatives of the media can register until 7 December. An invented example.",
            "Представници медија могу се пријавити до 7. децембра. Измишљен пример.",
        ),
        search_description=words(
            "An example of a notice about a press event.", "Пример обавештења о позиву за медије."
        ),
    )
