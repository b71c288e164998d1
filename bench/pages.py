"""Requests per second of kept responses, beside a bare Django view and the API that keeps none.

    DATA_DIR=/some/empty/directory .venv/bin/python manage.py demo --no-serve
    DATA_DIR=/some/empty/directory .venv/bin/python -m bench.pages

All run on granian with one worker and one thread, over the same database, in turns. Needs wrk. Prints the
medians of the rounds and the ratio to the bare view, which answers with the bytes of the same page.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.api import get, served

PLAIN, KEPT, BARE = 8401, 8402, 8403
SERVERS = {PLAIN: "bench.own_settings", KEPT: "bench.kept_settings", BARE: "bench.bare"}
PAGE = "/en/about/mission-of-the-office/"


def rate(port: int, path: str, seconds: int, headers: dict[str, str]) -> float:
    """Requests a second, by wrk with four connections."""
    options = [item for name, value in headers.items() for item in ("-H", f"{name}: {value}")]
    url = f"http://127.0.0.1:{port}{path}"
    command = ["wrk", "-t1", "-c4", f"-d{seconds}s", *options, url]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output and "If-None-Match" not in headers:
        raise SystemExit(f"{url} was not answered with 200:\n{output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))  # type: ignore[union-attr] # wrk says so


def main() -> None:
    """Measure in turns, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--page", default=PAGE, help="path of an article")
    options = parser.parse_args()
    data_dir = os.environ["DATA_DIR"]
    with ExitStack() as stack:
        for port in (PLAIN, KEPT):
            stack.enter_context(served(port, SERVERS[port], data_dir))
        body, tag = get(KEPT, options.page)
        detail = re.search(rb'href="[^"]*/api/v2/pages/(\d+)/"', body)
        number = detail.group(1).decode() if detail else "5"
        file = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "page.html"
        file.write_bytes(body)
        os.environ["BARE_FILE"] = str(file)
        stack.enter_context(served(BARE, SERVERS[BARE], data_dir))
        api = f"/api/v2/pages/{number}/"
        runs = {
            "bare Django view, the page's bytes": (BARE, options.page, {}),
            "article, kept": (KEPT, options.page, {}),
            "article, kept, with Brotli": (KEPT, options.page, {"Accept-Encoding": "br"}),
            "article, 304": (KEPT, options.page, {"If-None-Match": tag or ""}),
            "API detail, nothing kept": (PLAIN, api, {}),
            "API detail, kept": (KEPT, api, {}),
        }
        found: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(options.rounds):
            for name, (port, path, headers) in runs.items():
                found[name].append(rate(port, path, options.seconds, headers))
    bare = statistics.median(found["bare Django view, the page's bytes"])
    sys.stdout.write(f"page of {len(body)} bytes; load {os.getloadavg()[0]:.1f}\n")
    for name, rates in found.items():
        median = statistics.median(rates)
        sys.stdout.write(f"{name:36} {median:8.0f} a second   {median / bare:5.2f}\n")


if __name__ == "__main__":
    main()
