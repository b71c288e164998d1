"""Hostile requests: made from a seed, so that whatever fails can be asked again.

``python -m tests.support.hostile --seed 1 --count 5000`` fills the database that ``DATABASE_URL`` names with
the demo unless it is there, asks it that often, and prints how much it has tried and what failed.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from urllib.parse import quote_from_bytes

import django

#: What broke something once, here or elsewhere.
# fmt: off
_TEXTS = (
    *("", " ", "0", "-1", "1", "00", "+1", "1.5", "1_000", " 1", "1\n", "0x10", "9" * 25, "9" * 5000),
    *("9223372036854775808", "-9223372036854775809", "9" * 4300, "-" + "9" * 5000, "+" + "9" * 5000),
    *("1e999999999", "-1e999999999", "1e-999999999", "0e999999999", "NaN", "sNaN", "Infinity", "²", "٣", "½"),
    *("\x00", "a\x00b", "\x0b", "\x7f", "\r\nX: y", "\u202e", "\uffff", "\u0301" * 300, "\x85"),
    *("//[", "//", "///x", "http://[x", "http://[::1", "http://localhost:99999999/", "//@", "http:"),
    *("javascript:alert(1)", "data:,x", "\\\\x", "?", "#", "&", ";", "=", "%", "%zz", "%00", "%25"),
    *("'", '"', 'a"b', "a'b", "a''b", "\\", "a\\", "*", "a*", "^a", "-a", "a-", "-", '"a', 'a"'),
    *("(", ")", "(((", ")))", "(" * 1500, "a(" * 900, "title(" * 900, "a(b)", "_,", ",,", "a," * 700),
    *("AND", "a OR", "NOT", "NEAR(a b)", "a:b", "title:a", "{a}", "<->", "a & | b", "!", "a <1> b"),
    *("<a translate=no" + " translate=no" * 300, "<a " * 900, "<abbr>" * 300, "<script>", "<a '\"<"),
    *("9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "0000-00-00", "2015-13", "2015"),
    *("10000-01-01", "2015-02-30", "2015-1", "-2015", "2015-01-20T25:00", "2015-W01", "9999", "0000"),
    *("24:00", "2015-01-20T10:00:00+99:99", "0001-01-01", "9999-12-31", "2016-02-29", "2026-03-29T02:30"),
    *("0" * 32, "00000000-0000-0000-0000-00000000000g", "{" + "0" * 32 + "}", "urn:uuid:" + "0" * 32),
    *("..", "../../etc/passwd", "..%2f..", "/", "a/" * 1200, "a" * 300, "a" * 3000, "about/news"),
    *("root", "random", "-random", "id", "--id", "pk", "now", "true", "None", "null", "page__title"),
    *("sr-Latn", "sr_LATN", "sr-" * 500, "en,sr", "relations.ArticlePage", "x.Y", ".", "wagtailcore.Page"),
    *("љуб" * 600, "ЊЊ", "😀", "ﷺ" * 200, "İ" * 50, "ß", "ǆ", "mission", "мисија", "misija -cilj"),
    *("id," * 900 + "id", "home.HomePage," * 300 + "home.HomePage", "a," * 9 + "a", "ab " * 60),
    *("MTpwYWdlczo5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "MTpjaGFuZ2VzOjE6YWJj", "MTpwYWdlczrCsg", "====", "MQ"),
)
_BYTES = (b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", b"\xf5\x80\x80\x80", b"a\xe2\x80")
POISON: tuple[bytes, ...] = (*(text.encode() for text in _TEXTS), *_BYTES)
#: What a request needs besides to get as far as looking at its other parameters.
NEEDED = {"q": "office", "path": "/en/", "html_path": "/en/"}
#: Addresses with something of a stranger's between a beginning and an end.
WITH_ID = (
    *((b"/documents/", b"/paper.pdf"), (b"/documents/", b"/"), (b"/documents/1/", b"")),
    *((b"/documents/authenticate_with_password/", b"/"), (b"/_util/", b"/"), (b"/admin/pages/", b"/")),
    *((b"/en/offices/", b".vcf"), (b"/en/", b"/"), (b"/sr-latn/", b""), (b"/en/", b"/feed.atom")),
    *((b"/", b""), (b"/sitemap-", b".xml"), (b"/media/", b""), (b"/static/", b""), (b"/en/", b"index.md")),
    *((b"/api/v2/pages/", b"/"), (b"/api/v2/images/", b"/"), (b"/api/v2/", b"/"), (b"/api/", b"")),
)
PREFIXES = ("en", "sr", "sr-latn", "sr-Latn", "EN", "de", "")
HEADERS = {
    "HTTP_ACCEPT": ("text/markdown", "*/*;q=x", "application/json", "a/b;c=d;q=0.1," * 200, "text", ""),
    "HTTP_ACCEPT_LANGUAGE": ("sr-Latn;q=9", "*", "x" * 600, "sr," * 400, "en;q=nan", "-", "sr-" * 300),
    "HTTP_ACCEPT_ENCODING": ("br;q=x", "gzip;q=inf,br;q=nan", "*;q=0", "identity;q=0", "br;", "," * 400),
    "HTTP_IF_NONE_MATCH": ('"', "*", 'W/"', '"a",' * 400, "W/" * 500),
    "HTTP_IF_MODIFIED_SINCE": ("Mon, 99 Foo 99999 99:99:99 GMT", "9" * 5000, "Thu, 01 Jan 0000 00:00:00 GMT"),
    "HTTP_RANGE": ("bytes=0-", "bytes=9-1", "bytes=" + "9" * 5000 + "-", "bytes=-"),
    "HTTP_HOST": ("[", "a b", "localhost:99999999", "evil.example", "localhost:x", "Љ.срб", ""),
    "HTTP_X_FORWARDED_FOR": ("[", "::1%eth0", "9" * 5000, "a,b,", "\xff"),
    "HTTP_ORIGIN": ("null", "http://[", "//", "http://x:99999999"),
    "HTTP_COOKIE": ("sessionid=\xff", "sessionid=x", "csrftoken=" + "a" * 5000, "messages=x", ";=;"),
    "HTTP_REFERER": ("http://[", "\xff"),
}
# fmt: on


@dataclass
class Place:
    """One address of the site, and the parameters that it takes."""

    path: str
    parameters: Sequence[str] = ()
    method: str = "GET"
    #: What stands in the query in any case.
    fixed: str = ""

    @property
    def part(self) -> str:
        """The part of the site that answers."""
        if self.method == "POST":
            return "form"
        first, _, below = self.path.strip("/").partition("/")
        if first == "api":
            return self.path.strip("/").rstrip("0123456789/") + self.fixed
        if first in ("documents", "admin", "media", "static"):
            return first
        name = below.rstrip("/").rpartition("/")[2]
        return name if name == "search" or "." in name else "sitemap" if "." in first else "page"


@dataclass
class Asked:
    """One request, so that it can be asked again."""

    method: str
    path: bytes
    query: str
    headers: dict[str, str] = field(default_factory=dict)
    body: dict[str, str] | None = None

    def __str__(self) -> str:
        shown = f"{self.method} {quote_from_bytes(self.path)[:300]}?{self.query[:300]}"
        return shown + "".join(f" {name}={value[:60]!r}" for name, value in self.headers.items())


def places() -> list[Place]:
    """What the site answers, with the ids of what is in its database."""
    from django.apps import apps  # noqa: PLC0415 - models load after django.setup()

    from site_core.api.openapi import document  # noqa: PLC0415 - the same
    from site_core.api.pages import PublishedPagesAPIViewSet  # noqa: PLC0415 - the same
    from site_core.published.models import installed_types  # noqa: PLC0415 - the same

    ids = {
        name: list(apps.get_model(name)._default_manager.values_list("pk", flat=True)[:3]) or [1]
        for name in (
            "wagtailcore.Page",
            "offices.Office",
            "site_core.SiteDocument",
            "site_core.SiteImage",
        )
    }
    found: list[Place] = []
    for path, methods in document()["paths"].items():
        names = [item["name"] for item in methods["get"]["parameters"] if item["in"] == "query"]
        for identifier in [number for numbers in ids.values() for number in numbers]:
            found.append(Place(path.replace("{id}", str(identifier)), (*names, "format", "_", "x")))
            if "{id}" not in path:
                break
    paths = list(
        apps.get_model("site_core.PublishedDocument").objects.values_list("path", flat=True)
    )
    for name in installed_types():
        names = sorted(PublishedPagesAPIViewSet.get_available_fields(apps.get_model(name), True))
        found.append(Place("/api/v2/pages/", names, fixed=f"type={name}&"))
    pages = ["", *(path.split("/", 2)[2] for path in paths[:40])]
    for prefix in PREFIXES:
        for name in ("", "feed.atom", "feed.json", "events.ics", "index.md", "search/", "nothing/"):
            found += [
                Place(f"/{prefix}/{page}{name}", ("page", "sent", "p")) for page in pages[::9]
            ]
        found += [Place(f"/{prefix}/offices/{number}.vcf") for number in ids["offices.Office"]]
        found += [Place(f"/{prefix}/search/", ("q", "page", "type", "section"))] * 8
        found += [Place(f"/{prefix}/{page}", ("page", "sent")) for page in pages]
        found += [Place(f"/{prefix}/{page}", method="POST") for page in pages[::5]]
    for number in ids["site_core.SiteDocument"]:
        found += [Place(f"/documents/{number}/paper.pdf"), Place(f"/documents/{number}/")]
    found += [
        *([Place("/sitemap-en.xml", ("page",)), Place("/sitemap-sr-latn.xml", ("page",))] * 4),
        *(Place(path, ("page",)) for path in ("/sitemap.xml", "/robots.txt", "/llms.txt", "/")),
        *(Place(path) for path in ("/media/original_images/x.png", "/static/x.css", "/documents/")),
        *(
            Place(path)
            for path in ("/api/", "/api/docs/", "/api/v2/openapi.json", "/api/v3-preview/")
        ),
        *(
            Place(path)
            for path in ("/.well-known/security.txt", "/documents/authenticate_with_password/1")
        ),
        *(Place(path, ("next",)) for path in ("/admin/login/", "/admin/", "/admin/pages/")),
        Place("/admin/login/", method="POST"),
        Place("/admin/password_reset/", method="POST"),
    ]
    return found


_POSTED = tuple(
    f"enquiry-{name}"
    for name in ("name", "outlet", "email", "deadline", "message", "website", "stamp")
)


class Generator:
    """Requests of a seed: a place of the site, with poison somewhere."""

    def __init__(self, seed: int, found: Sequence[Place]) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - not for secrets
        #: By what answers, so that no part of the site is tried for its many pages alone.
        self.places: dict[str, list[Place]] = {}
        for place in found:
            self.places.setdefault(place.part, []).append(place)

    def poison(self) -> bytes:
        """A piece of poison, or two of them together, or in something harmless."""
        one = self.chance.choice(POISON)
        kind = self.chance.random()
        if kind < 0.65:
            return one
        if kind < 0.8:
            return one[:1000] + self.chance.choice(POISON)[:1000]
        return (
            self.chance.choice((b"a", b"/en/", b"1,", b"title", b'"'))
            + one
            + self.chance.choice((b"", b"/"))
        )

    def _query(self, names: Sequence[str]) -> str:
        count = self.chance.choice((0, 1, 1, 1, 2, 3, 5))
        pairs = []
        for _ in range(count if names else count // 2):
            name = self.chance.choice(names).encode() if names else b"x"
            if self.chance.random() < 0.04:
                name += self.chance.choice((b"__in", b"__gte", b"__", b"\x00", *POISON))
            pairs.append(f"{quote_from_bytes(name)}={quote_from_bytes(self.poison())}")
        return "&".join(pairs)

    def _path(self, path: str) -> bytes:
        raw = path.encode()
        if self.chance.random() < 0.75:
            return raw
        parts = raw.split(b"/")
        at = self.chance.randrange(1, len(parts))
        parts[at] = self.poison() if self.chance.random() < 0.7 else parts[at] + self.poison()
        return b"/".join(parts)

    def sweep(self) -> list[Asked]:
        """Each piece of poison in every parameter of every part of the site, and in every place of an id.

        In an order of the seed.
        """
        found = []
        for places in self.places.values():
            taking = {name: place for place in places for name in place.parameters}
            for name, place in taking.items():
                needed = [
                    f"{other}={NEEDED[other]}&" for other in place.parameters if other in NEEDED
                ]
                begun = "".join([place.fixed, *needed, name, "="])
                found += [
                    Asked("GET", place.path.encode(), begun + quote_from_bytes(poison))
                    for poison in POISON
                ]
        for start, end in WITH_ID:
            found += [Asked("GET", start + poison + end, "") for poison in POISON]
        self.chance.shuffle(found)
        return found

    def requests(self, count: int) -> Iterator[Asked]:
        """So many requests."""
        for _ in range(count):
            place = self.chance.choice(self.places[self.chance.choice(list(self.places))])
            headers = {}
            for name, values in HEADERS.items():
                if self.chance.random() < 0.03:
                    headers[name] = self.chance.choice(values)
            body = None
            if place.method == "POST":
                names = (*_POSTED, "username", "password", "email")
                body = {name: self.poison().decode("latin-1") for name in names}
            method = (
                "HEAD" if place.method == "GET" and self.chance.random() < 0.05 else place.method
            )
            yield Asked(
                method, self._path(place.path), self._query(place.parameters), headers, body
            )


@dataclass
class Findings:
    """What a run has tried, and what was wrong with it."""

    tried: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    statuses: dict[int, int] = field(default_factory=dict)
    slowest: tuple[float, str] = (0.0, "")


def ask(client: Any, asked: Asked) -> Any:
    """The response to one request."""
    path = asked.path.decode("latin-1")  # as WSGI has it (PEP 3333)
    extra = {**asked.headers, "PATH_INFO": path, "QUERY_STRING": asked.query}
    if asked.body is not None:
        return client.post("/", asked.body, **extra)
    return client.generic(asked.method, "/", **extra)


def try_all(client: Any, requests: Iterable[Asked]) -> Findings:
    """Ask, and note whatever the server takes on itself (5xx). One example a place where it fails."""
    findings = Findings()
    client.raise_request_exception = False
    for asked in requests:
        begun = time.perf_counter()
        response = ask(client, asked)
        if response.streaming:
            b"".join(response.streaming_content)
        took = time.perf_counter() - begun
        findings.tried += 1
        status = response.status_code
        findings.statuses[status] = findings.statuses.get(status, 0) + 1
        findings.slowest = max(findings.slowest, (took, str(asked)))
        if status >= 500:
            findings.failed.setdefault(_where(response), str(asked))
        elif (
            status >= 400
            and asked.path.startswith(b"/api/v2/")
            and "HTTP_HOST" not in asked.headers
        ):
            kind = response.get("Content-Type", "")
            if "json" not in kind and status != 405:
                findings.failed.setdefault(f"{status} of the API as {kind}", str(asked))
    return findings


def _where(response: Any) -> str:
    """The error and the line at which it was raised."""
    kind, error, trace = response.exc_info or (None, None, None)
    if kind is None or trace is None:
        return f"status {response.status_code}"
    while trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code
    return f"{kind.__name__}: {str(error)[:100]} ({code.co_filename}:{trace.tb_lineno})"


def main() -> int:
    """Ask a demo site. 1 where anything failed."""
    from django.core.management import call_command  # noqa: PLC0415 - after django.setup()
    from django.test import Client  # noqa: PLC0415 - the same
    from django.test.utils import override_settings  # noqa: PLC0415 - the same

    logging.disable(logging.CRITICAL)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--sweep", type=int, help="so much of the sweep; all of it unless said")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as media,
        override_settings(
            DEBUG=False,
            KEEP_RESPONSES=True,
            ALLOWED_HOSTS=["*"],
            MEDIA_ROOT=media,
            API_REQUESTS_PER_MINUTE=0,
            SEARCHES_PER_MINUTE=0,
            MISSING_PAGES_PER_MINUTE=0,
            SIGN_INS_PER_HOUR=0,
        ),
    ):
        call_command("demo", no_serve=True, verbosity=0)
        begun = time.perf_counter()
        generator = Generator(options.seed, places())
        findings = try_all(
            Client(), chain(generator.sweep()[: options.sweep], generator.requests(options.count))
        )
        took = time.perf_counter() - begun
    lines = [
        f"seed {options.seed}: {findings.tried} requests in {took:.0f} s",
        f"{len(findings.failed)} kinds of failure",
        f"statuses: {dict(sorted(findings.statuses.items()))}",
        f"slowest: {findings.slowest[0]:.2f} s  {findings.slowest[1]}",
        *(f"{where}\n    {asked}" for where, asked in findings.failed.items()),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if findings.failed else 0


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
