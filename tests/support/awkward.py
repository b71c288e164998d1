"""Pages whose fields hold what no designer expects: very long words, URLs and tables, and odd pictures."""

from __future__ import annotations

import io
import json
from itertools import count
from typing import Any

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw

from home.models import FeaturedPage, HomePage
from offices.models import ContactPage, Office, OfficeChannel
from relations.models import ArticlePage, RelatedPage, SectionPage
from site_core.jobs.queues import run_due
from site_core.models import SiteImage
from site_core.published import renditions

COLUMNS = 10
WORD = "Elektroenergetskoprivrednosnabdevackoorganizacionapreduzecax"
URL = f"https://www.example.org/{'a-path-without-a-break/' * 4}?query={'x' * 80}"
LONG = f"{WORD} {URL}"
#: Type of page → its path on a demo that ``make`` has filled.
PATHS = {
    "home page": "/en/",
    "section": "/en/awkward/",
    "article": "/en/awkward/article/",
    "contact page": "/en/contact/",
    "search with results": f"/en/search/?q={WORD}",
    "search without a result": f"/en/search/?q={'q' * 150}",
    "page that there is not": f"/en/{'nothing' * 20}/",
    "page that is not in this language": "/sr/awkward/article/",
    "sign-in": "/en/_util/login/?next=/en/awkward/",
}
_ids = count(1)


def make() -> None:
    """Fill the English pages of a demo."""
    small = _picture("small", (160, 120), (40, 90, 60, 255))
    clear = _picture("clear", (900, 400), (0, 0, 0, 0))
    run_due(renditions.QUEUE)
    home = HomePage.objects.get(locale__language_code="en")
    section = SectionPage(
        title=WORD,
        slug="awkward",
        lead=LONG,
        lead_image=small,
        lead_image_is_decorative=True,
        show_in_menus=True,
    )
    home.add_child(instance=section)
    section.save_revision().publish()
    other = _article(section, "other", lead_image=small, lead_image_is_decorative=True)
    points = json.dumps([_key_point(year) for year in (2001, 2002, 2003)])
    page = _article(section, "article", key_points=points, body=json.dumps(_body(small, clear)))
    page.related_pages = [RelatedPage(page=other, locale=page.locale)]  # type: ignore[misc] # a relation of modelcluster
    page.save_revision().publish()
    _article(section, "last")
    home.title, home.lead, home.notice = WORD, LONG, f"<p>{LONG}</p>"
    home.featured_pages = [  # type: ignore[misc] # the same
        FeaturedPage(page=featured, locale=home.locale, sort_order=order)
        for order, featured in enumerate((other, page))
    ]
    home.save_revision().publish()
    for office in Office.objects.filter(locale=home.locale):
        _lengthen(office)
    contact = ContactPage.objects.get(locale=home.locale)
    contact.lead, contact.who_may_write = LONG, f"<p>{LONG}</p>"
    contact.save_revision().publish()


def _picture(title: str, size: tuple[int, int], ground: tuple[int, int, int, int]) -> SiteImage:
    """A black frame on this ground."""
    image = Image.new("RGBA", size, ground)
    frame = (4, 4, size[0] - 4, size[1] - 4)
    ImageDraw.Draw(image).rectangle(frame, outline=(0, 0, 0, 255))
    data = io.BytesIO()
    image.save(data, "PNG")
    data.seek(0)
    made: SiteImage = SiteImage(title=title, description=WORD)
    made.file = ImageFile(data, name=f"{title}.png")
    made.save()
    return made


def _article(section: SectionPage, slug: str, **fields: Any) -> ArticlePage:
    title = f"{WORD} {slug}"
    page = ArticlePage(title=title, slug=slug, lead=LONG, search_description=LONG, **fields)
    section.add_child(instance=page)
    page.save_revision().publish()
    return page


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": f"00000000-0000-0000-0000-{next(_ids):012}"}


def _key_point(year: int) -> dict[str, Any]:
    day = {"year": year, "month": "1", "day": None}
    return _block("key_point", {"statement": LONG, "date": day, "detail": f"<p>{LONG}</p>"})


def _shown(image: SiteImage) -> dict[str, Any]:
    value = {"image": image.pk, "alt_text": WORD, "decorative": False}
    return _block("image", {"image": value, "caption": LONG})


def _body(*pictures: SiteImage) -> list[dict[str, Any]]:
    columns = [{"type": "text", "heading": f"Column{number}"} for number in range(COLUMNS)]
    rows = [
        {"values": [f"Preparedness{row}x{number}" for number in range(COLUMNS)]} for row in range(3)
    ]
    return [
        *(_block("heading", {"text": WORD, "level": level}) for level in "2322"),
        _block(
            "paragraph", f'<p>{WORD}{WORD} <a href="{URL}">{URL}</a></p><ul><li>{WORD}</li></ul>'
        ),
        _block("callout", {"tone": "important", "title": WORD, "text": f"<p>{URL}</p>"}),
        _block("quote", {"text": LONG, "source": LONG, "source_url": URL}),
        *(_shown(picture) for picture in pictures),
        _block("table", {"caption": WORD, "columns": columns, "rows": rows}),
        _block("video", {"url": URL, "title": WORD, "transcript": f"<p>{LONG}</p>"}),
    ]


def _lengthen(office: Office) -> None:
    office.name = office.unit = office.street = office.building = f"{WORD} {WORD}"
    office.hours = LONG
    office.channels = [  # type: ignore[misc] # the same
        OfficeChannel(kind=kind, label=WORD, value=value, locale=office.locale)
        for kind, value in (("telephone", "+381 11 000 0000"), ("email", f"{WORD}@example.org"))
    ]
    office.save_revision().publish()
