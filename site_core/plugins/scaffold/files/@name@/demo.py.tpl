"""What the plugin adds to the demo, in both languages."""

from datetime import date

from site_core.demo import DemoContent, Phrasebook

from @name@.models import @Name@Page

words = Phrasebook()


def add_demo(content: DemoContent) -> None:
    content.make(make_pages)


def make_pages(content: DemoContent) -> None:
    page = @Name@Page(
        title=words("An example about a day", "Пример о једном дану"),
        slug=words("example-about-a-day", "primer-o-jednom-danu"),
        lead=words("The demo of a new plugin made this page.", "Ову страницу је направила демонстрација додатка."),
        day=date(2026, 1, 15),
        body=content.stream("@name@: first", [("paragraph", body())]),
    )
    content.add_page("@name@: first", content.page("@parent_key@"), page, words)


def body() -> str:
    return words.paragraph("Texts about days look like this.", "Овако изгледају текстови о данима.")
