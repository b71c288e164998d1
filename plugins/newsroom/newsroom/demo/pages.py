"""Topics, the list of news and the press event of the demo."""

from __future__ import annotations

from datetime import date, time

from newsroom.demo.words import example_note, paragraph, words
from newsroom.index_page import NewsIndexPage
from newsroom.press_event_page import PressEventPage
from newsroom.topics import Topic
from site_core.demo import DemoContent

INDEX = "newsroom"
PARTNERSHIP, DEFENCE_REFORM, MEDIA = "partnership", "defence-reform", "for-the-media"


def topic_name(slug: str) -> str:
    """The name by which the demo knows a topic."""
    return f"newsroom topic {slug}"


def make_topics_and_index(content: DemoContent) -> None:
    """Make three topics and the list of news below the home page."""
    for slug, name in (
        (PARTNERSHIP, words("Partnership", "Партнерство")),
        (DEFENCE_REFORM, words("Defence reform", "Реформа одбране")),
        (MEDIA, words("For the media", "За медије")),
    ):
        content.add_object(topic_name(slug), Topic(name=name, slug=slug), words)
    content.add_page(INDEX, content.page("home"), _index(), words)


def _index() -> NewsIndexPage:
    return NewsIndexPage(
        title=words("News", "Вести"),
        slug=words("news", "vesti"),
        show_in_menus=True,
        lead=words(
            "What the office has to say, by date and by topic: background to the partnership, and "
            "notices for those who write about it.",
            "Шта канцеларија има да каже, по датумима и темама: позадина партнерства и обавештења за "
            "оне који о њему пишу.",
        ),
        search_description=words(
            "News and notices of the liaison office in Belgrade.",
            "Вести и обавештења канцеларије за везу у Београду.",
        ),
    )


def make_press_event(content: DemoContent) -> None:
    """Make an invented briefing, which stands in the calendar of the site."""
    briefing = PressEventPage(
        title=words("Briefing for the media in December", "Брифинг за медије у децембру"),
        slug=words("briefing-for-the-media", "brifing-za-medije"),
        event_name=words("Briefing for the media (example)", "Брифинг за медије (пример)"),
        date=date(2026, 12, 10),
        starts_at=time(11),
        ends_at=time(12),
        place=words(
            "Ministry of Defense Building, Bircaninova 5, Belgrade",
            "Зграда Министарства одбране, Бирчанинова 5, Београд",
        ),
        lead=words(
            "An hour for questions about the twenty years of the office. An invented example.",
            "Сат за питања о двадесет година канцеларије. Измишљен пример.",
        ),
        body=content.stream(
            "newsroom briefing body",
            [
                example_note(),
                paragraph(
                    "The briefing is for representatives of the media. Please write to the press desk "
                    "by 7 December, and say which newsroom you work for and in which language you "
                    "would like to ask.",
                    "Брифинг је намењен представницима медија. Пријавите се односима с медијима до 7. "
                    "децембра и наведите за коју редакцију радите и на ком језику желите да постављате "
                    "питања.",
                ),
                paragraph(
                    "Photographs may be taken during the first ten minutes.",
                    "Фотографисање је дозвољено током првих десет минута.",
                ),
            ],
        ),
        search_description=words(
            "An example of an invitation to the press.", "Пример позива за медије."
        ),
    )
    content.add_page("newsroom briefing", content.page(INDEX), briefing, words)
