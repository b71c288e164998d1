"""The demo's home page."""

from __future__ import annotations

from datetime import date

from home.models import FeaturedPage, HomePage
from site_core.demo import DemoContent, Phrasebook
from site_core.models import SiteSettings

FEATURED = ("about", "political-dialogue", "mission")

words = Phrasebook()


def add_demo(content: DemoContent) -> None:
    """Turn the first page of a new site into the demo's home page."""
    content.make(make_home_page)
    content.connect(feature_pages)


def make_home_page(content: DemoContent) -> None:
    home = HomePage.objects.get(pk=content.site.root_page_id)
    home.title = words("MLO Belgrade", "НВКВ Београд")
    home.lead = words(
        "The NATO Military Liaison Office in Belgrade connects the Serbian authorities with the "
        "Alliance. These pages say what the two have agreed, how they work together and how the "
        "media can reach the office.",
        "НАТО војна канцеларија за везу у Београду повезује органе власти Србије са Алијансом. Ове "
        "странице говоре о томе шта су две стране договориле, како сарађују и како медији могу да "
        "ступе у везу с канцеларијом.",
    )
    home.notice = words.paragraph(
        "<b>A demonstration:</b> every telephone number and e-mail address on this site is a "
        "placeholder.",
        "<b>Демонстрација:</b> сви бројеви телефона и адресе е-поште на овом сајту служе само као "
        "пример.",
    )
    home.search_description = words(
        "How NATO and Serbia work together, and what the liaison office in Belgrade does.",
        "Како НАТО и Србија сарађују и шта ради канцеларија за везу у Београду.",
    )
    home.last_reviewed = date(2026, 9, 1)
    content.adopt_page("home", home, words)
    set_default_social_image(content)
    if content.site.site_name != home.title:
        content.site.site_name = home.title
        content.site.save()


def set_default_social_image(content: DemoContent) -> None:
    site_settings = SiteSettings.for_site(content.site)
    if site_settings.default_social_image is None:
        site_settings.default_social_image = content.add_image(
            "Calm water", "Blue waves in layers under a pale sky"
        )
        site_settings.save()


def feature_pages(content: DemoContent) -> None:
    home = content.page("home")
    if home.featured_pages.exists():
        return
    pages = [page for name in FEATURED if (page := content.find_page(name)) is not None]
    home.featured_pages = [
        FeaturedPage(page_id=page.pk, locale=home.locale, sort_order=order)
        for order, page in enumerate(pages)
    ]
    content.update_page(home)
