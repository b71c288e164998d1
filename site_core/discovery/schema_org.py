"""What a page is in the words of schema.org: the organisation, the way to the page, and the page itself.

A page type adds nodes of its own by ``BasePage.structured_data``.
``absolute`` makes a whole URL of a path, ``identity`` is the URL of the organisation's node.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from site_core.pages.base import BasePage
from site_core.published.documents import PageContext

VOCABULARY = "https://schema.org"
Absolute = Callable[[str], str]


def graph(
    page: BasePage, page_context: PageContext, absolute: Absolute, image: str = ""
) -> list[dict[str, Any]]:
    """The nodes of a page that is read at a place; ``image`` is the URL of its picture."""
    own = next(
        (item for item in page_context.alternates if item.variant == page_context.variant), None
    )
    url = absolute(own.path if own else page.url or "")
    home = page_context.home
    organisation = {
        "@type": "GovernmentOrganization",
        "@id": absolute(f"{home.path if home else '/'}#organization"),
        "name": home.title if home else page.title,
        "url": absolute(home.path if home else "/"),
    }
    nodes: list[dict[str, Any]] = [organisation]
    if page_context.breadcrumb:
        way = [(link.title, absolute(link.path)) for link in page_context.breadcrumb]
        nodes.append(
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": position, "name": title, "item": item}
                    for position, (title, item) in enumerate([*way, (page.title, url)], start=1)
                ],
            }
        )
    described = {
        "@type": page.schema_type,
        "@id": f"{url}#page",
        "url": url,
        "name": page.title,
        "headline": page.title,
        "description": page.search_description or page.get_lead(),
        "image": image,
        "inLanguage": page_context.variant.tag,
        "datePublished": page.first_published_at,
        "dateModified": page.last_published_at,
        "publisher": {"@id": organisation["@id"]},
    }
    nodes.append({key: value for key, value in described.items() if value})
    return nodes + page.structured_data(url, str(organisation["@id"]))
