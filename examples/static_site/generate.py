"""Writes a site as files of plain HTML, and brings them up to date: ``generate.py URL FOLDER``."""

from __future__ import annotations

import json
import shutil
import sys
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from liaison_client import Liaison, follow
from liaison_client.models import BlockKeyPoint, Page

STATE = "state.json"


class Files:
    """A folder with one file a page and variant, and what was written where."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        state = folder / STATE
        kept: dict[str, Any] = json.loads(state.read_text()) if state.exists() else {}
        self.cursor: str = kept.get("cursor", "")
        self.files: dict[str, list[str]] = kept.get("files", {})

    def put(self, page_id: int, tag: str, page: Page) -> None:
        """Write a page in a variant where its path says."""
        place = urlsplit(page["meta"]["html_url"]).path.strip("/")
        file = self.folder / place / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            document(page, tag).replace(f'href="{self.url}/', 'href="/'), encoding="utf-8"
        )
        self.files.setdefault(str(page_id), []).append(place)

    def remove(self, page_id: int) -> None:
        """Delete the files of a page."""
        for place in self.files.pop(str(page_id), []):
            (self.folder / place / "index.html").unlink(missing_ok=True)

    def clear(self) -> None:
        """Delete everything."""
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        self.files.clear()

    def save(self, cursor: str) -> None:
        """Keep what was written, and how far the feed was read."""
        (self.folder / STATE).write_text(json.dumps({"cursor": cursor, "files": self.files}))


def document(page: Page, tag: str) -> str:
    """A page as HTML."""
    way = " › ".join(
        f'<a href="{escape(item["html_url"])}">{escape(item["title"])}</a>'
        for item in page["breadcrumb"]
    )
    others = " ".join(
        f'<a href="{escape(item["html_url"])}" hreflang="{item["tag"]}">{item["tag"]}</a>'
        for item in page["alternates"]
        if item["tag"] != tag
    )
    parts = [f"<p>{escape(page['lead'])}</p>"] if page["type"] != "wagtailcore.Page" else []
    if page["type"] == "relations.ArticlePage":
        parts.append(f"<ul>{''.join(map(key_point, page['key_points']))}</ul>")
        for block in page["body"]:
            if block["type"] == "heading":
                level = block["value"]["level"]
                parts.append(f"<h{level}>{escape(block['value']['text'])}</h{level}>")
            elif block["type"] == "paragraph":
                parts.append(block["value"])
    title = escape(page["title"])
    return (
        f'<!doctype html><html lang="{tag}"><meta charset="utf-8"><title>{title}</title>'
        f"<nav>{way} {others}</nav><main><h1>{title}</h1>{''.join(parts)}</main></html>\n"
    )


def key_point(point: BlockKeyPoint) -> str:
    """An item of the list of key points."""
    value = point["value"]
    when = f"<b>{value['date']['value']}</b> " if value["date"] else ""
    return f"<li>{when}{escape(value['statement'] or '')}</li>"


if __name__ == "__main__":
    client, target = Liaison(sys.argv[1]), Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    files = Files(target, client.url)
    files.save(follow(client, files, files.cursor))
    print(f"{sum(map(len, files.files.values()))} files in {target}")
