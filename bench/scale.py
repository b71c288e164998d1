"""What grows with the site, from a hundred pages to twenty thousand: ``make bench-scale``.

Fills the databases ``liaison_bench_small`` and ``liaison_bench_large`` at the first run, which takes some
quarter of an hour, and asks both sites for the same in turns. Acts of an editor are compared with those in a
stock Wagtail project of the same size. Run it on a quiet machine. Needs wrk and Redis.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench import servers
from bench.compare import ARTICLE, LIST, ROOT, SEARCH, prepare

SMALL, LARGE = 40, 10_000
PATHS = {
    "article": ARTICLE,
    "section of 7 pages": "/en/about/",
    "search page": SEARCH,
    "API detail": "/api/v2/pages/5/",
    "API list of 20": LIST.format(app="relations"),
    "API search": "/api/v2/search/?q=dialogue",
    "API navigation": "/api/v2/navigation/?depth=2",
    "API changes": "/api/v2/changes/?limit=20",
    "feed": "/en/feed.atom",
    "sitemap index": "/sitemap.xml",
}


def reading(small: dict[str, str], large: dict[str, str], rounds: int, seconds: int) -> None:
    """Print requests a second of both sizes, and their ratio."""
    application = "bench.application:application"
    common = {"DJANGO_SETTINGS_MODULE": "bench.own_settings", "API_REQUESTS_PER_MINUTE": "0"}
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in PATHS}
    with ExitStack() as stack:
        pair = [
            stack.enter_context(servers.granian(name, port, application, **environment, **common))
            for name, port, environment in (("small", 8381, small), ("large", 8382, large))
        ]
        for number in range(rounds + 1):
            for name, path in PATHS.items():
                found = [
                    servers.measure(server, path, seconds if number else 1, {}) for server in pair
                ]
                if number:  # the first round warms up
                    figures[name].append((found[0].rate, found[1].rate))
            print(f"round {number} of {rounds}", file=sys.stderr, flush=True)
    print("\n| request | a second, 100 pages | a second, 20,000 pages | times dearer |")
    print("|---|---|---|---|")
    for name, pairs in figures.items():
        before, after = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(f"| {name} | {before:.0f} | {after:.0f} | {before / after:.2f} |")


def _acts(environment: dict[str, str], settings: str) -> dict[str, dict[str, float]]:
    output = subprocess.run(
        [sys.executable, "-m", "bench.acts"],
        env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": settings},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found: Any = json.loads(output.splitlines()[-1])
    return found


def acting(small: dict[str, str], large: dict[str, str]) -> None:
    """Print what acts of an editor take."""
    own_small, own = (_acts(environment, "bench.own_settings") for environment in (small, large))
    stock = _acts(large, "bench.stock.settings")
    print(
        "\n| act | own, 100 pages | own, 20,000 | stock, 20,000 | own to stock | queries, own, stock |"
    )
    print("|---|---|---|---|---|---|")
    for name, found in own.items():
        ratio = found["ms"] / stock[name]["ms"]
        print(
            f"| {name} | {own_small[name]['ms']:.0f} ms | {found['ms']:.0f} ms "
            f"| {stock[name]['ms']:.0f} ms | {ratio:.2f} "
            f"| {found['queries']:.0f}, {stock[name]['queries']:.0f} |"
        )


def main() -> None:
    """Read the arguments, prepare, and print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="of each measurement")
    parser.add_argument("--data", type=Path, default=ROOT / "var", metavar="DIRECTORY")
    options = parser.parse_args()
    small = prepare(options.data / "bench-small", SMALL, "liaison_bench_small")
    large = prepare(options.data / "bench-large", LARGE, "liaison_bench_large")
    reading(small, large, options.rounds, options.seconds)
    acting(small, large)


if __name__ == "__main__":
    main()
