from noticeboard.models import NoticePage
from site_core.demo import DemoContent


def add_demo(content: DemoContent) -> None:
    content.make(make_notice)


def make_notice(content: DemoContent) -> None:
    content.add_page(
        "notice",
        content.page("home"),
        NoticePage(title="Closed on Monday", text="Come on Tuesday."),
    )
