"""Requests per second of the API against a stock Wagtail v2 with the same content.

    DATA_DIR=/some/empty/directory .venv/bin/python manage.py demo --no-serve
    DATA_DIR=/some/empty/directory .venv/bin/python -m bench.fill 100
    DATA_DIR=/some/empty/directory .venv/bin/python -m bench.api

Both run on granian with one worker and one thread, over the same database, one after the other in
turns. Needs wrk. With ``--flat DIRECTORY`` the same requests are asked of a second, larger database.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

STOCK, OWN = 8391, 8392
LIST = "/api/v2/pages/?type=relations.ArticlePage&fields=*&limit=20"
SERVERS = {STOCK: "bench.stock.settings", OWN: "bench.own_settings"}


@contextmanager
def served(port: int, settings: str, data_dir: str) -> Iterator[None]:
    """Run a server and end it again."""
    environment = {
        **os.environ,
        "DATA_DIR": data_dir,
        "DJANGO_SETTINGS_MODULE": settings,
        "API_REQUESTS_PER_MINUTE": "0",
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "1", "bench.application:application"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                get(port, "/api/v2/pages/?limit=1")
                break
            except OSError:
                time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait()


def get(port: int, path: str) -> tuple[bytes, str | None]:
    """The body and the entity tag of an answer."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as response:
        return response.read(), response.headers.get("ETag")


def rate(port: int, path: str, seconds: int, tag: str | None = None) -> float:
    """Requests per second over one connection. Raises ``RuntimeError`` for a server that fails."""
    command = ["wrk", "-t1", "-c1", f"-d{seconds}s", f"http://127.0.0.1:{port}{path}"]
    if tag:
        command += ["-H", f"If-None-Match: {tag}"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text:
        raise RuntimeError(text)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])


def article_id(port: int) -> int:
    """The first article."""
    body, _ = get(port, "/api/v2/pages/?type=relations.ArticlePage&limit=1")
    return json.loads(body)["items"][0]["id"]


def compare(data_dir: str, rounds: int, seconds: int) -> None:
    """Print the figures of both servers and their ratios: the median of the rounds."""
    with served(STOCK, SERVERS[STOCK], data_dir), served(OWN, SERVERS[OWN], data_dir):
        detail = f"/api/v2/pages/{article_id(OWN)}/"
        _, tag = get(OWN, detail)
        figures: dict[str, list[float]] = {}
        for _ in range(rounds):
            for name, port, path, condition in (
                ("stock detail", STOCK, detail, None),
                ("own detail", OWN, detail, None),
                ("stock list", STOCK, LIST, None),
                ("own list", OWN, LIST, None),
                ("own 304", OWN, detail, tag),
            ):
                figures.setdefault(name, []).append(rate(port, path, seconds, condition))
    median = {name: statistics.median(values) for name, values in figures.items()}
    for name, values in figures.items():
        spread = f"{min(values):.1f} to {max(values):.1f}"
        print(f"{name:13} {median[name]:8.1f} requests/s  ({spread})")
    print(f"detail  {median['own detail'] / median['stock detail']:5.1f} × stock")
    print(f"list    {median['own list'] / median['stock list']:5.1f} × stock")
    print(f"304     {median['own 304'] / median['stock detail']:5.1f} × stock's detail")


def flat(small: str, large: str, rounds: int, seconds: int) -> None:
    """Print how much more the same requests cost with the larger database."""
    with served(STOCK, SERVERS[OWN], small), served(OWN, SERVERS[OWN], large):
        for name, path in (
            ("detail", f"/api/v2/pages/{article_id(STOCK)}/"),
            ("list", LIST),
            ("navigation", "/api/v2/navigation/?depth=2"),
            ("resolve", "/api/v2/resolve/?path=/en/about/"),
            ("changes", "/api/v2/changes/?limit=20"),
        ):
            pairs = [(rate(STOCK, path, seconds), rate(OWN, path, seconds)) for _ in range(rounds)]
            before, after = (statistics.median(column) for column in zip(*pairs, strict=True))
            print(f"{name:11} {before:8.1f} → {after:8.1f} requests/s: {before / after:.2f} ×")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5, help="of each measurement")
    parser.add_argument("--flat", metavar="DIRECTORY", help="DATA_DIR of a larger database")
    arguments = parser.parse_args()
    data_dir = os.environ["DATA_DIR"]
    if arguments.flat:
        flat(data_dir, arguments.flat, arguments.rounds, arguments.seconds)
    else:
        compare(data_dir, arguments.rounds, arguments.seconds)


if __name__ == "__main__":
    main()
