"""The contract of ``/api/v2/`` (docs/api/versions.md), asked of a server by HTTP alone."""

from __future__ import annotations

import ast
import copy
import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.contract import promised
from tests.contract.conftest import Server

pytestmark = pytest.mark.browser

PROMISED = json.loads(promised.FILE.read_text(encoding="utf-8"))
LISTS = ["pages", "images", "documents", "redirects", "offices", "events", "changes"]
TAGS = ["en", "sr-Cyrl", "sr-Latn"]


def test_they_know_nothing_of_the_site() -> None:
    """A later change of what stands behind the addresses changes no test here."""
    for path in Path(__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [item.name for item in node.names]
            else:
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            roots = {name.partition(".")[0] for name in names}
            assert not roots & {"django", "rest_framework", "site_core", "wagtail"}, path


class TestDescription:
    def test_keeps_what_was_promised(self, description: dict[str, Any]) -> None:
        assert promised.broken(PROMISED, promised.of(description)) == []

    def test_what_is_missing_is_found(self, description: dict[str, Any]) -> None:
        less = copy.deepcopy(promised.of(description))
        del less["operations"]["/api/v2/pages/"]
        del less["schemas"]["Image"]["alt!"]
        less["schemas"]["Heading"]["level!"] = "string"
        less["operations"]["/api/v2/search/"]["parameters"].remove("q")
        assert len(promised.broken(PROMISED, less)) == 4

    @pytest.mark.parametrize("name", LISTS)
    def test_is_true_of_a_list(
        self, server: Server, description: dict[str, Any], name: str
    ) -> None:
        response = description["paths"][f"/api/v2/{name}/"]["get"]["responses"]["200"]
        schema = response["content"]["application/json"]["schema"]
        answer = server.json(f"/api/v2/{name}/?limit=50")
        whole = {**schema, "components": description["components"]}
        jsonschema_rs.Draft202012Validator(whole).validate(answer)


class TestPages:
    def test_a_list_along_the_cursor_is_whole(
        self, server: Server, pages: list[dict[str, Any]]
    ) -> None:
        total = server.json("/api/v2/pages/?limit=1")["meta"]["total_count"]
        ids = [page["id"] for page in pages]
        assert len(ids) == len(set(ids)) == total > 0
        assert ids == sorted(ids)

    def test_a_detail_is_what_the_list_gave(
        self, server: Server, pages: list[dict[str, Any]]
    ) -> None:
        for page in pages:
            assert server.json(page["meta"]["detail_url"]) == page
            assert page["type"] == page["meta"]["type"]

    def test_every_variant_leads_to_itself(
        self, server: Server, pages: list[dict[str, Any]]
    ) -> None:
        for page in pages:
            for alternate in page["alternates"]:
                detail = server.json(alternate["detail_url"])
                assert detail["meta"]["tag"] == alternate["tag"]
                assert detail["meta"]["html_url"] == alternate["html_url"]
                path = re.sub(r"^https?://[^/]+", "", alternate["html_url"])
                resolved = server.json(f"/api/v2/resolve/?path={path}")
                assert resolved == {"outcome": "page", "page": detail}

    def test_fields_choose(self, server: Server, pages: list[dict[str, Any]]) -> None:
        page = pages[0]
        chosen = server.json(f"/api/v2/pages/{page['id']}/?fields=_,title")
        assert chosen == {"title": page["title"]}

    def test_several_by_their_ids(self, server: Server, pages: list[dict[str, Any]]) -> None:
        ids = [page["id"] for page in pages][:3]
        found = server.json(f"/api/v2/pages/?id__in={','.join(map(str, ids))}")
        assert [page["id"] for page in found["items"]] == ids

    @pytest.mark.parametrize("tag", TAGS)
    def test_a_variant_is_chosen_by_its_tag(self, server: Server, tag: str) -> None:
        answer = server.ask(f"/api/v2/pages/?locale={tag}&fields=*")
        assert answer.headers["Content-Language"] == tag
        assert {page["meta"]["tag"] for page in answer.json["items"]} == {tag}

    def test_a_path_leads_to_a_page(self, server: Server, pages: list[dict[str, Any]]) -> None:
        path = re.sub(r"^https?://[^/]+", "", pages[0]["meta"]["html_url"])
        answer = server.ask(f"/api/v2/pages/find/?html_path={path}")
        assert answer.status == 302
        assert server.json(answer.headers["Location"])["id"] == pages[0]["id"]


class TestMirror:
    def test_the_feed_from_the_start_names_every_page(
        self, server: Server, pages: list[dict[str, Any]]
    ) -> None:
        known: set[int] = set()
        cursor, has_more = "", True
        while has_more:
            answer = server.json(f"/api/v2/changes/?since={cursor}&limit=7")
            for line in answer["items"]:
                if line["change"] in ("unpublished", "deleted"):
                    known.discard(line["object"]["id"])
                else:
                    known.add(line["object"]["id"])
            cursor, has_more = answer["meta"]["cursor"], answer["meta"]["has_more"]
        assert known == {page["id"] for page in pages}
        assert server.json(f"/api/v2/changes/?since={cursor}")["items"] == []

    def test_what_has_not_changed_is_not_sent_again(self, server: Server) -> None:
        first = server.ask("/api/v2/pages/")
        again = server.ask("/api/v2/pages/", If_None_Match=first.headers["ETag"])
        assert (again.status, again.body) == (304, b"")


class TestErrors:
    @pytest.mark.parametrize(
        ("path", "status", "code"),
        [
            ("pages/?colour=red", 400, "unknown_parameter"),
            ("pages/?limit=x", 400, "invalid_parameter"),
            ("pages/?type=nothing.Page", 400, "unknown_type"),
            ("pages/?fields=nothing", 400, "unknown_field"),
            ("pages/?order=nothing", 400, "invalid_order"),
            ("pages/?cursor=&order=title", 400, "conflicting_parameters"),
            ("pages/?id__in=x", 400, "invalid_parameter"),
            ("changes/?since=nothing", 400, "invalid_cursor"),
            ("search/", 400, "missing_parameter"),
            ("pages/999999999/", 404, "not_found"),
            ("pages/?locale=xx", 404, "unknown_locale"),
            ("nothing/", 404, "unknown_endpoint"),
        ],
    )
    def test_have_a_status_and_a_code(
        self, server: Server, path: str, status: int, code: str
    ) -> None:
        answer = server.ask(f"/api/v2/{path}")
        assert (answer.status, answer.json["code"]) == (status, code)
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json["status"] == status
        assert answer.json["detail"] == answer.json["message"]

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    def test_nothing_is_written(self, server: Server, method: str) -> None:
        answer = server.ask("/api/v2/pages/", method)
        assert (answer.status, answer.json["code"]) == (405, "method_not_allowed")

    def test_a_missing_slash_is_put_right(self, server: Server) -> None:
        answer = server.ask("/api/v2/pages?limit=1")
        assert answer.status == 308
        assert answer.headers["Location"].endswith("/api/v2/pages/?limit=1")


def test_the_site_names_what_it_mounts(server: Server) -> None:
    site = server.json("/api/v2/site/")
    (stable,) = (version for version in site["api"] if version["status"] == "stable")
    assert stable["name"] == "v2"
    assert server.ask(stable["description_url"]).status == 200
    for variant in site["variants"]:
        assert server.json(variant["detail_url"])["meta"]["tag"] == variant["tag"]
