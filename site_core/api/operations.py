"""What each of our own endpoints takes and answers, as operations of OpenAPI 3.1."""

from __future__ import annotations

from django.apps import apps

from site_core.api.changes import DEFAULT_LIMIT as DEFAULT_CHANGES
from site_core.api.changes import MAX_LIMIT as MAX_CHANGES
from site_core.api.endpoint import MAX_ID
from site_core.api.navigation import MAX_DEPTH
from site_core.api.parameters import (
    ATLEAST_ONE,
    FALLBACK,
    FIELDS,
    FORMAT,
    LOCALE,
    OFFSET,
    PATH_ID,
    SITE,
    number,
    page_parameters,
    parameter,
)
from site_core.api.schema import Schemas
from site_core.published.json_schema import (
    HTML,
    MOMENT,
    STRING,
    URL,
    Schema,
    array,
    closed,
    nullable,
    ref,
)
from site_core.published.models import Change, installed_types


def _errors(*statuses: int) -> dict[str, Schema]:
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _answer(schema: Schema, description: str) -> Schema:
    return {
        "description": description,
        "headers": {
            name: {"schema": STRING, "description": text}
            for name, text in (
                ("ETag", "The generation of the public content. Send it back in `If-None-Match`."),
                ("Content-Language", "The variant of the answer, where it has one."),
                ("RateLimit", "What is left to your address."),
            )
        },
        "content": {"application/json": {"schema": schema}},
    }


def operation(
    name: str,
    summary: str,
    parameters: list[Schema],
    answer: Schema,
    *also: int,
    tag: str,
) -> Schema:
    """One GET. ``also`` are statuses beyond those that every endpoint can give."""
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "tags": [tag],
            "parameters": parameters,
            "responses": {
                "200": _answer(answer, "What was asked for."),
                "304": {
                    "description": "Nothing has changed since the answer with this entity tag."
                },
                **_errors(*sorted({400, 404, 405, 406, 429, *also})),
            },
        }
    }


def list_of(item: Schema, **meta: Schema) -> Schema:
    counted = {"total_count": {"type": "integer"}, **meta}
    return closed({"meta": closed(counted, required=["total_count"]), "items": array(item)})


def page_paths(schemas: Schemas) -> dict[str, Schema]:
    names = [schemas.page(apps.get_model(name)) for name in installed_types()]
    schemas.named["Page"] = {
        "description": "A page of any type; `meta.type` says which.",
        "anyOf": [ref(name) for name in names],
    }
    detail = [LOCALE, FALLBACK, FIELDS, FORMAT, SITE]
    redirected = {"302": {"description": "`Location` is the detail of the page."}}
    find = operation(
        "find_page",
        "Lead from an address or an id to a page's detail",
        [
            parameter("html_path", "Any address that the site has emitted.", STRING),
            parameter("id", "Id of a page.", number(1, MAX_ID)),
            *detail,
        ],
        {},
        410,
        tag="pages",
    )
    find["get"]["responses"].pop("200")
    find["get"]["responses"] = {**redirected, **find["get"]["responses"]}
    schemas.named["ResolvedPage"] = closed({"outcome": {"const": "page"}, "page": ref("Page")})
    schemas.named["ResolvedRedirect"] = closed(
        {
            "outcome": {"const": "redirect"},
            "is_permanent": {"type": "boolean"},
            "id": nullable({"type": "integer"}),
            "html_url": STRING,
        }
    )
    schemas.named["PreviewedPage"] = closed(
        {"outcome": {"const": "preview"}, "expires_at": MOMENT, "page": ref("Page")}
    )
    page_or_redirect = {"oneOf": [ref("ResolvedPage"), ref("ResolvedRedirect")]}
    return {
        "/api/v2/pages/": operation(
            "list_pages",
            "List public pages",
            page_parameters(),
            list_of(ref("Page"), next_cursor=nullable(STRING)),
            tag="pages",
        ),
        "/api/v2/pages/{id}/": operation(
            "get_page", "Give a page whole", [PATH_ID, *detail], ref("Page"), tag="pages"
        ),
        "/api/v2/pages/find/": find,
        "/api/v2/resolve/": operation(
            "resolve",
            "Say what stands at an address: a page, a redirect, or what is gone",
            [
                parameter("path", "Any address that the site has emitted.", STRING, required=True),
                LOCALE,
                FALLBACK,
                FIELDS,
                FORMAT,
            ],
            page_or_redirect,
            410,
            tag="pages",
        ),
        "/api/v2/preview/": operation(
            "preview",
            "Give one draft, to who has a link to it",
            [
                parameter(
                    "token", "From a link that was made in the admin.", STRING, required=True
                ),
                LOCALE,
                FIELDS,
                FORMAT,
            ],
            ref("PreviewedPage"),
            410,
            tag="pages",
        ),
    }


def own_paths(schemas: Schemas) -> dict[str, Schema]:
    schemas.named["NavigationEntry"] = {
        **closed(
            {
                "id": {"type": "integer"},
                "type": STRING,
                "title": STRING,
                "html_url": URL,
                "children": array(ref("NavigationEntry")),
            },
            required=["id", "type", "title", "html_url"],
        )
    }
    reference = schemas.named["PageReference"]["properties"]
    schemas.named["SearchResult"] = closed(
        {
            **reference,
            "summary": STRING,
            "fragments": array({**HTML, "description": "HTML; what was found stands in `<mark>`."}),
        }
    )
    schemas.named["Correction"] = {
        "description": "A word that no page has, and what it was taken for.",
        **closed({"word": STRING, "corrected_to": STRING}),
    }
    schemas.named["Event"] = {
        "description": "A dated key point of a public page.",
        **closed(
            {
                "id": STRING,
                "statement": STRING,
                "date": ref("PartialDate"),
                "keep_script": {"type": "boolean"},
                "detail": HTML,
                "html_url": URL,
                "page": ref("PageReference"),
            }
        ),
    }
    schemas.named["PageChange"] = {
        "description": "What happened to a public page. Paths are `null` where the public found nothing.",
        **closed(
            {
                "cursor": STRING,
                "change": {"enum": list(Change.KINDS)},
                "at": MOMENT,
                "object": closed(
                    {
                        "id": {"type": "integer"},
                        "type": STRING,
                        "locale": STRING,
                        "tag": STRING,
                        "translation_key": {"type": "string", "format": "uuid"},
                        "detail_url": URL,
                    }
                ),
                "path_before": nullable(STRING),
                "path_after": nullable(STRING),
            }
        ),
    }
    date = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
    return {
        "/api/v2/navigation/": operation(
            "get_navigation",
            "Give the menus of a variant as a tree",
            [LOCALE, parameter("depth", "How many levels.", number(1, MAX_DEPTH))],
            closed(
                {
                    "locale": STRING,
                    "home": nullable(ref("NavigationEntry")),
                    "items": array(ref("NavigationEntry")),
                    "footer": array(ref("NavigationEntry")),
                }
            ),
            tag="navigation",
        ),
        "/api/v2/search/": operation(
            "search",
            "Find public pages by words in any spelling",
            [
                parameter(
                    "q",
                    'Words, `"phrases"` and `-words` that must not be there. The last word may be '
                    "the beginning of one.",
                    {"type": "string", "minLength": 1},
                    required=True,
                ),
                LOCALE,
                parameter("type", "Page types, separated by commas.", STRING),
                ATLEAST_ONE,
                OFFSET,
            ],
            list_of(
                ref("SearchResult"),
                corrections=array(ref("Correction")),
                has_all_words={
                    "type": "boolean",
                    "description": "`false` where no page has all words, and pages with some are given.",
                },
            ),
            tag="search",
        ),
        "/api/v2/events/": operation(
            "list_events",
            "List dated key points in the order of time",
            [
                parameter("from", "The first day, month or year.", date),
                parameter("to", "The last day, month or year.", date),
                LOCALE,
                ATLEAST_ONE,
                OFFSET,
                FORMAT,
            ],
            list_of(ref("Event")),
            tag="events",
        ),
        "/api/v2/changes/": operation(
            "list_changes",
            "Follow what happens to public pages",
            [
                parameter(
                    "since", "The last `meta.cursor`; nothing for all; `now` for none.", STRING
                ),
                parameter(
                    "limit",
                    f"How many changes to give; {DEFAULT_CHANGES} unless said.",
                    number(1, MAX_CHANGES),
                ),
            ],
            closed(
                {
                    "meta": closed({"cursor": STRING, "has_more": {"type": "boolean"}}),
                    "items": array(ref("PageChange")),
                }
            ),
            tag="changes",
        ),
    }


def webhooks() -> dict[str, Schema]:
    """The messages that are posted to receivers, by their type."""
    headers = [
        {"name": name, "in": "header", "required": True, "schema": STRING, "description": text}
        for name, text in (
            ("webhook-id", "The same for each attempt of a message."),
            ("webhook-timestamp", "Seconds since 1970 of this attempt."),
            ("webhook-signature", "Signatures `v1,<base64>`, separated by spaces."),
        )
    ]
    told: dict[str, Schema] = {f"page.{kind}": ref("PageChange") for kind in Change.KINDS}
    told["ping"] = {"type": "object", "description": "A trial message tells of nothing."}
    return {
        name: {
            "post": {
                "operationId": f"on_{name.replace('.', '_')}",
                "summary": "A trial message" if name == "ping" else f"A line of the feed: {name}",
                "tags": ["webhooks"],
                "parameters": headers,
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": closed(
                                {"type": {"const": name}, "timestamp": MOMENT, "data": data}
                            )
                        }
                    },
                },
                "responses": {
                    "2XX": {"description": "The message is confirmed."},
                    "410": {"description": "No more messages are wanted."},
                    "default": {"description": "The message is sent again later."},
                },
            }
        }
        for name, data in told.items()
    }
