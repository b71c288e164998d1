"""Prints the articles of a site with their key events: ``articles.py http://localhost:8000 sr-Latn``."""

from __future__ import annotations

import sys

from liaison_client import Liaison


def main(url: str, locale: str) -> None:
    """Print what an app would show."""
    client = Liaison(url)
    print(client.site(locale)["name"])
    for page in client.pages(locale=locale):
        if page["type"] == "relations.ArticlePage":
            print(f"- {page['title']} <{page['meta']['html_url']}>")
            for point in page["key_points"]:
                if point["value"]["date"]:
                    print(f"    {point['value']['date']['value']}: {point['value']['statement']}")


if __name__ == "__main__":
    main(*sys.argv[1:])
