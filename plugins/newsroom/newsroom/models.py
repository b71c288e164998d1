"""The face that Django reads: what the modules beside it define."""

from newsroom.index_page import NewsIndexPage
from newsroom.item_page import NewsItemPage, NewsItemTopic
from newsroom.press_event_page import PressEventPage
from newsroom.topics import Topic

__all__ = ["NewsIndexPage", "NewsItemPage", "NewsItemTopic", "PressEventPage", "Topic"]
