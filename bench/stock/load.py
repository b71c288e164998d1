"""Fills the stock project's database: ``python -m bench.stock.load FILE``, the file of ``bench.dump``."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import django

NAMES = ("title", "slug", "path", "depth", "numchild", "url_path", "show_in_menus")


def _add_pages(pages: list[dict[str, Any]], locales: dict[str, Any]) -> None:
    from django.apps import apps  # noqa: PLC0415 - models need the apps
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415 - the same
    from django.utils import timezone  # noqa: PLC0415 - the same
    from wagtail.models import Page  # noqa: PLC0415 - the same

    from bench.stock.content.models import RelatedPage  # noqa: PLC0415 - the same

    rows: list[Any] = []
    made: list[Any] = []
    for found in pages:
        kind = found["type"] if found["type"] != "ContactPage" else "SectionPage"
        model: Any = apps.get_model("content", kind)
        own = {"lead": found["lead"]} if kind != "HomePage" else {}
        if kind != "HomePage":
            own["lead_image_id"] = found["lead_image"]
        if kind == "ArticlePage":
            own |= {name: json.dumps(found[name]) for name in ("key_points", "body")}
        common = {
            "pk": found["id"],
            "locale": locales[found["locale"]],
            "translation_key": found["translation_key"],
            "search_description": found["search_description"],
            "draft_title": found["title"],
            "content_type": ContentType.objects.get_for_model(model),
            "live": True,
            "first_published_at": timezone.now(),
            "last_published_at": timezone.now(),
            **{name: found[name] for name in NAMES},
        }
        rows.append(Page(**common))
        made.append(model(page_ptr_id=found["id"], **common, **own))
    Page.objects.bulk_create(rows, batch_size=500)
    for page in made:
        page.save_base(raw=True, force_insert=True)  # its row in the base table is there
    RelatedPage.objects.bulk_create(
        RelatedPage(article_id=found["id"], page_id=other, sort_order=order)
        for found in pages
        if found["type"] == "ArticlePage"
        for order, other in enumerate(found["related"])
    )


def _add_library(content: dict[str, Any], locales: dict[str, Any]) -> None:
    from wagtail.documents.models import Document  # noqa: PLC0415 - models need the apps
    from wagtail.images.models import Image  # noqa: PLC0415 - the same

    from bench.stock.content.models import Office, OfficeChannel  # noqa: PLC0415 - the same

    Image.objects.bulk_create(Image(**image) for image in content["images"])
    Document.objects.bulk_create(Document(**document) for document in content["documents"])
    for found in content["offices"]:
        channels, locale = found.pop("channels"), locales[found.pop("locale")]
        office = Office.objects.create(locale=locale, **found)
        OfficeChannel.objects.bulk_create(
            OfficeChannel(office=office, kind=kind, label=label, value=value, sort_order=order)
            for order, (kind, label, value) in enumerate(channels)
        )


def main() -> None:
    """Empty the database and load the file that the command line names."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.stock.settings"
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - commands need the apps
    from django.db import connection  # noqa: PLC0415 - the same
    from wagtail.models import Locale, Page, Site  # noqa: PLC0415 - models need the apps

    from bench.stock.content.models import ContentSettings, FooterPage  # noqa: PLC0415 - the same

    content = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    call_command("migrate", verbosity=0)
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in ("en", "sr")}
    _add_library(content, locales)
    _add_pages(content["pages"], locales)
    Page.objects.filter(depth=1).update(numchild=2)
    home = Page.objects.get(depth=2, locale=locales["en"])
    site = Site.objects.create(
        hostname="127.0.0.1", port=80, root_page=home, is_default_site=True, site_name="Stock"
    )
    settings = ContentSettings.objects.create(site=site)
    FooterPage.objects.bulk_create(
        FooterPage(settings=settings, page_id=page, sort_order=order)
        for order, page in enumerate(content["footer"])
    )
    if connection.vendor == "postgresql":  # ids were given
        with connection.cursor() as cursor:
            for table in ("wagtailcore_page", "wagtailimages_image", "wagtaildocs_document"):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "  # noqa: S608 - names above
                    f"coalesce((SELECT max(id) FROM {table}), 1))"
                )
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
    print(f"{len(content['pages'])} pages loaded.")


if __name__ == "__main__":
    main()
