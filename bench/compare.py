"""This site beside a stock Wagtail project, a bare Django view and nginx: ``make bench``.

Fills two PostgreSQL databases, ``liaison_bench`` and ``liaison_bench_stock``, with the same content at the
first run, starts all servers with one worker and two threads each, and asks them in turns. Prints a table of
medians over the rounds, and each ratio beside what it should reach. Run it on a quiet machine. Needs wrk,
nginx, varnish and Redis.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import servers
from bench.servers import Measured, Server

DATABASE = "liaison_bench"
ARTICLE = "/en/about/mission-of-the-office/"
SECTION = "/en/about/natos-relations-with-serbia/"
SEARCH = "/en/search/?q=dialogue"
LIST = "/api/v2/pages/?type={app}.ArticlePage&fields=*&limit=20"
ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Case:
    """One request to one server, and what each round measured."""

    name: str
    server: Server
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    rounds: list[Measured] = field(default_factory=list)

    def median(self, what: str) -> float:
        """The median of the rounds."""
        return statistics.median(getattr(found, what) for found in self.rounds)


def run(*command: str, **environment: str) -> None:
    subprocess.run(command, check=True, env={**os.environ, **environment}, cwd=ROOT)


def prepare(directory: Path, articles: int, database: str = DATABASE) -> dict[str, str]:
    """Fill the databases where they are empty, and return the environment of the servers.

    ``database`` is the name of this site's; the stock project's has ``_stock`` behind it.
    """
    directory.mkdir(parents=True, exist_ok=True)
    stock = f"{database}_stock"
    environment = {
        "DATA_DIR": str(directory),
        "DATABASE_URL": f"postgres:///{database}",
        "STOCK_DATABASE_URL": f"postgres:///{stock}",
        "REDIS_URL": "redis://127.0.0.1:6379/8",
        "LOG_LEVEL": "ERROR",
    }
    mark = directory / f"filled-{articles}"
    if not mark.exists():
        for name in (database, stock):
            run("dropdb", "--if-exists", name)
            run("createdb", name)
        content = str(directory / "content.json")
        run(sys.executable, "manage.py", "demo", "--no-serve", **environment)
        run(sys.executable, "-m", "bench.fill", str(articles), **environment)
        run(sys.executable, "-m", "bench.dump", content, **environment)
        run(sys.executable, "-m", "bench.stock.load", content, **environment)
        for name in (database, stock):  # what a server with autovacuum has done soon afterwards
            run("vacuumdb", "--analyze", "--quiet", name)
        mark.touch()
    return environment


def _body(server: Server, path: str) -> tuple[bytes, str]:
    with urllib.request.urlopen(server.url(path)) as response:  # noqa: S310 - loopback
        return response.read(), response.headers.get("ETag", "")


def _start(stack: ExitStack, directory: Path, environment: dict[str, str]) -> dict[str, Server]:
    def start(context: Any) -> Server:
        return stack.enter_context(context)

    stock_application = "bench.application:application"
    application = "site_core.wsgi:application"
    unlimited = {"API_REQUESTS_PER_MINUTE": "0"}
    counted = {"API_REQUESTS_PER_MINUTE": "100000000"}
    own = {**environment, "DJANGO_SETTINGS_MODULE": "bench.own_settings"}
    stock = {**environment, "DJANGO_SETTINGS_MODULE": "bench.stock.settings"}
    kept = {**environment, **counted, "DJANGO_SETTINGS_MODULE": "bench.kept_settings"}
    purged = {**kept, "SHARED_CACHE_SECONDS": "600"}
    found = {
        "stock": start(servers.granian("stock", 8391, stock_application, **stock)),
        "own": start(servers.granian("own", 8392, application, **own, **counted)),
        "unlimited": start(servers.granian("unlimited", 8393, application, **own, **unlimited)),
        "kept": start(servers.granian("kept", 8394, application, **kept)),
        "purged": start(servers.granian("purged", 8399, application, **purged)),
        "hello": start(servers.granian("hello", 8396, "bench.hello:application")),
    }
    body, _tag = _body(found["kept"], ARTICLE)
    files = directory / "files"
    files.mkdir()
    (files / "index.html").write_bytes(body)
    bare = {"DJANGO_SETTINGS_MODULE": "bench.bare", "BARE_FILE": str(files / "index.html")}
    return {
        **found,
        "bare": start(servers.granian("bare", 8395, stock_application, **bare)),
        "nginx": start(servers.nginx(8397, directory)),
        "varnish": start(servers.varnish(8398, directory, 8399)),
    }


def _cases(found: dict[str, Server]) -> list[Case]:
    number = 5  # the demo's first article, in both databases
    detail = f"/api/v2/pages/{number}/"
    _html, tag = _body(found["kept"], ARTICLE)
    cases = [
        Case(f"{name} {kind}", found[name], path)
        for kind, path in (("article", ARTICLE), ("section", SECTION), ("search", SEARCH))
        for name in ("stock", "own")
    ]
    cases += [
        Case("stock API detail", found["stock"], detail),
        Case("own API detail", found["own"], detail),
        Case("own API detail, no limit", found["unlimited"], detail),
        Case("stock API list", found["stock"], LIST.format(app="content")),
        Case("own API list", found["own"], LIST.format(app="relations")),
        Case("kept article", found["kept"], ARTICLE),
        Case("kept API detail", found["kept"], detail),
        Case("kept article, 304", found["kept"], ARTICLE, {"If-None-Match": tag}),
        Case("bare view", found["bare"], "/"),
        Case("server's hello", found["hello"], "/"),
        Case("varnish article", found["varnish"], ARTICLE),
        Case("nginx file", found["nginx"], "/"),
    ]
    return cases


#: What is compared with what, and the ratio to reach.
RATIOS = (
    ("article, nothing cached", "own article", "stock article", 3),
    ("section, nothing cached", "own section", "stock section", 3),
    ("search page, nothing cached", "own search", "stock search", 3),
    ("API detail, nothing cached", "own API detail", "stock API detail", 12),
    ("API list of 20, nothing cached", "own API list", "stock API list", 20),
    ("article, kept", "kept article", "bare view", 0.6),
    ("API detail, kept", "kept API detail", "bare view", 0.6),
    ("a 304", "kept article, 304", "bare view", 0.7),
    ("article through Varnish", "varnish article", "nginx file", 0.5),
)


def report(cases: Sequence[Case], found: dict[str, Server]) -> None:
    """Print what was measured, as tables in Markdown."""
    by_name = {case.name: case for case in cases}
    print("\n| request | a second | median ms | 99 % ms | CPU ms |\n|---|---|---|---|---|")
    for case in cases:
        values = [case.median(what) for what in ("rate", "median", "slowest", "cpu")]
        print(
            f"| {case.name} | {values[0]:.0f} | "
            + " | ".join(f"{v:.2f}" for v in values[1:])
            + " |"
        )
    print("\n| what | against | ratio | to reach |\n|---|---|---|---|")
    for what, one, other, wanted in RATIOS:
        if not {one, other} <= by_name.keys():
            continue
        ratio = by_name[one].median("rate") / by_name[other].median("rate")
        print(f"| {what} | {other} | {ratio:.2f} | {wanted} |")
    memory = {name: found[name].megabytes() for name in ("stock", "own", "kept")}
    for name in ("own", "kept"):
        print(
            f"| memory of the worker “{name}”, {memory[name]:.0f} MB | stock, {memory['stock']:.0f} MB "
            f"| {memory[name] / memory['stock']:.2f} | 1.1 at most |"
        )


def main() -> None:
    """Read the arguments, prepare, measure in turns, and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3, help="of each measurement")
    parser.add_argument("--articles", type=int, default=200, help="generated ones (default: 200)")
    parser.add_argument("--data", type=Path, default=ROOT / "var" / "bench", metavar="DIRECTORY")
    parser.add_argument("--database", default=DATABASE, help=f"(default: {DATABASE})")
    parser.add_argument("--only", nargs="*", metavar="WORD", help="requests named with such a word")
    options = parser.parse_args()
    environment = prepare(options.data, options.articles, options.database)
    with tempfile.TemporaryDirectory() as directory, ExitStack() as stack:
        Path(directory).chmod(0o755)  # nginx and varnish leave root behind
        found = _start(stack, Path(directory), environment)
        cases = [
            case
            for case in _cases(found)
            if not options.only or any(word in case.name for word in options.only)
        ]
        for number in range(options.rounds + 1):
            for case in cases:
                measured = servers.measure(
                    case.server, case.path, options.seconds if number else 1, case.headers
                )
                if number:  # the first round warms up
                    case.rounds.append(measured)
            print(f"round {number} of {options.rounds}", file=sys.stderr, flush=True)
        report(cases, found)
    load = os.getloadavg()[2]
    print(f"\nLoad of the machine over the last 15 minutes: {load:.1f}, this run included.")


if __name__ == "__main__":
    main()
