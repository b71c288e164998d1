"""Throughput of ``to_latin`` on pages of HTML, beside ``str.translate`` in the same run.

    .venv/bin/python bench/scripts.py

Prints MB of UTF-8 a second and the ratio, the median of seven rounds.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from site_core.languages.scripts import _SIMPLE, to_latin

PARAGRAPH = (
    '<p class="text">Канцеларија за везу у Београду помаже у спровођењу приоритета; Љиљана и Њ. Џ. '
    'пишу на <a href="https://example.org/sr/o-kancelariji/">страници</a> о томе, а '
    '<span translate="no">ИПАП</span> остаје ћирилицом.</p>\n'
)
PAGES = {
    "a page of 20 kB": PARAGRAPH * 50,
    "a document of 2 MB": PARAGRAPH * 5000,
    "the same without translate": PARAGRAPH.replace(' translate="no"', "") * 5000,
    "English": "<p>The office supports public diplomacy — and dialogue.</p>\n" * 30000,
}
ROUNDS = 7
TABLE = str.maketrans(_SIMPLE)


def seconds(function: Callable[[str], str], text: str) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        function(text)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


for name, text in PAGES.items():
    size = len(text.encode()) / 1e6
    ours, theirs = seconds(to_latin, text), seconds(lambda text: text.translate(TABLE), text)
    print(f"{name:28} {size / ours:8.1f} MB/s   {theirs / ours:5.1f} × str.translate")
