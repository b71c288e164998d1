"""Whether an office is open, as its card says on the reader's device: half-days, and hours past midnight."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page

from offices.office import Office
from tests.support.commands import ROOT

SCRIPT = (ROOT / "offices/static/offices/js/opening.js").read_text(encoding="utf-8")


def times(first: str, last: str, opens: time, closes: time) -> tuple[str, dict[str, object]]:
    value = {"first_day": first, "last_day": last, "opens": opens, "closes": closes}
    return "times", value


@pytest.fixture(scope="module")
def card() -> str:
    office = Office(
        opening_times=[
            times("1", "4", time(9), time(12)),
            times("1", "4", time(13), time(17)),
            times("5", "", time(18), time(2)),
            times("7", "", time(22), time(1)),
        ]
    )
    return render_to_string("offices/components/opening_hours.html", {"office": office})


# In winter the clock in Belgrade is an hour ahead; 3 December 2026 is a Thursday.
@pytest.mark.parametrize(
    ("day", "hour", "minute", "expected"),
    [
        pytest.param(3, 10, 59, "Open until 12:00", id="before noon"),
        pytest.param(3, 11, 30, "Closed now", id="between the halves"),
        pytest.param(3, 12, 0, "Open until 17:00", id="after noon"),
        pytest.param(3, 23, 30, "Closed now", id="a night without hours"),
        pytest.param(4, 17, 30, "Open until 2:00", id="in the evening"),
        pytest.param(5, 0, 30, "Open until 2:00", id="after midnight"),
        pytest.param(5, 1, 0, "Closed now", id="at the end of the night"),
        pytest.param(6, 23, 30, "Open until 1:00", id="from Sunday into Monday"),
    ],
)
def test_the_card_knows_the_hour(
    page: Page, card: str, day: int, hour: int, minute: int, expected: str
) -> None:
    page.clock.set_fixed_time(datetime(2026, 12, day, hour, minute, tzinfo=UTC))
    page.set_content(card)
    page.add_script_tag(content=SCRIPT)
    assert page.locator(".opening-hours__state").inner_text() == expected
