"""Writes the content of this site as JSON, for ``bench.stock.load``: ``python -m bench.dump FILE``."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import django


def _page(page: Any) -> dict[str, Any]:
    names = ("title", "slug", "path", "depth", "numchild", "url_path", "show_in_menus", "lead")
    streams = {name: getattr(page, name, None) for name in ("key_points", "body")}
    related = getattr(page, "related_pages", None)
    return {
        "id": page.pk,
        "type": type(page).__name__,
        "locale": page.locale.language_code,
        "translation_key": str(page.translation_key),
        "search_description": page.search_description,
        "lead_image": getattr(page, "lead_image_id", None),
        "related": [item.page_id for item in related.all()] if related else [],
        **{name: getattr(page, name, "") for name in names},
        **{name: list(value.get_prep_value()) if value else [] for name, value in streams.items()},
    }


def _row(instance: Any, *names: str) -> dict[str, Any]:
    return {"id": instance.pk, **{name: str(getattr(instance, name)) for name in names}}


def main() -> None:
    """Write the file that the command line names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.own_settings")
    django.setup()
    from wagtail.models import Page  # noqa: PLC0415 - models need the apps

    from offices.models import Office  # noqa: PLC0415 - the same
    from site_core.models import FooterPage, SiteDocument, SiteImage  # noqa: PLC0415 - the same

    pages = Page.objects.filter(live=True, depth__gt=1).order_by("path").specific()
    offices = [
        {
            **_row(office, "name", "street", "postal_code", "city", "country", "hours"),
            "locale": office.locale.language_code,
            "translation_key": str(office.translation_key),
            "channels": [
                [channel.kind, channel.label, channel.value] for channel in office.channels.all()
            ],
        }
        for office in Office.objects.filter(live=True)
    ]
    content = {
        "pages": [_page(page) for page in pages.iterator(chunk_size=500)],
        "images": [
            {**_row(image, "title", "file"), "width": image.width, "height": image.height}
            for image in SiteImage.objects.all()
        ],
        "documents": [_row(document, "title", "file") for document in SiteDocument.objects.all()],
        "offices": offices,
        "footer": [item.page_id for item in FooterPage.objects.all()],
    }
    Path(sys.argv[1]).write_text(json.dumps(content), "utf-8")
    print(f"{len(content['pages'])} pages written.")


if __name__ == "__main__":
    main()
