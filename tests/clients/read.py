"""Reads one page with a client made from the API's own description, and prints what an app would show."""

from __future__ import annotations

import json
import sys

from liaison_api_client import Client
from liaison_api_client.api.pages import get_page, resolve
from liaison_api_client.models import Problem, RelationsArticlePage, ResolvedPage

origin, path = sys.argv[1:]
client = Client(base_url=origin)

resolved = resolve.sync(client=client, path=path)
assert isinstance(resolved, ResolvedPage), resolved
page = resolved.page
assert isinstance(page, RelationsArticlePage), page

missing = get_page.sync(999999, client=client)
assert isinstance(missing, Problem), missing

print(
    json.dumps(
        {
            "title": page.title,
            "breadcrumb": [item.title for item in page.breadcrumb],
            "statements": [point.value.statement for point in page.key_points],
            "dates": [point.value.date.value for point in page.key_points if point.value.date],
            "blocks": [block.type_ for block in page.body],
            "forms": [alternate.tag for alternate in page.alternates],
            "problem": missing.code,
        }
    )
)
