"""What comes from the environment: documented, and refused with one line when it is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from site_core.exceptions import StartupError
from site_core.settings.environment import PROJECT_ROOT, VARIABLES
from site_core.variables import REQUIRED
from tests.support.commands import ROOT, manage

PRODUCTION: dict[str, Any] = {
    "DJANGO_SETTINGS_MODULE": "site_core.settings.production",
    "SECRET_KEY": "a-text-of-fifty-characters-or-more-that-nobody-uses-anywhere",
    "ALLOWED_HOSTS": "www.example.org",
}


#: Of the platform, then of the plugins.
ALL = [*VARIABLES.values(), *settings.PLUGIN_VARIABLES]


def test_the_documentation_has_the_same_table() -> None:
    page = (ROOT / "docs/operations/environment.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        for line in page.splitlines()
        if line.startswith("| `")
    ]

    assert rows == [
        [
            variable.name,
            variable.takes,
            variable.purpose,
            "required"
            if variable.default is REQUIRED
            else str(variable.default).replace(f"{PROJECT_ROOT}/", "") or "—",
        ]
        for variable in ALL
    ]


@pytest.mark.parametrize(
    ("former", "name"),
    [
        ("MEDIA_QUERY_DAYS", "OFFICES_ENQUIRY_DAYS"),
        ("MEDIA_QUERIES_PER_HOUR", "OFFICES_ENQUIRIES_PER_HOUR"),
    ],
)
def test_a_former_name_is_refused_with_the_new_one(former: str, name: str) -> None:
    variable = next(item for item in ALL if item.name == name)
    with pytest.raises(StartupError, match=f"^{former} is called {name} now: rename it.$"):
        variable.read({former: "5"})
    assert variable.read({name: "5"}) == 5


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_what_production_lacks_stops_the_start(tmp_path: Path, name: str) -> None:
    environment = {**PRODUCTION, name: ""}

    started = manage("check", data_dir=tmp_path, **environment)

    assert started.returncode == 1
    takes = VARIABLES[name].takes
    assert started.stderr.strip() == f"manage.py: {name} is not set: it takes {takes}."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SECRET_KEY", "short-secret"),
        ("SITE_URL", "www.example.org"),
        ("SITE_URL", "https://www.example.org/office"),
        ("DATABASE_URL", "not-a-database"),
        ("REDIS_URL", "127.0.0.1:6379"),
        ("TIME_ZONE", "Europe/Beograd"),
        ("EMAIL_URL", "carrier-pigeon://roof"),
        ("MACHINE_TRANSLATION", "babelfish:key"),
        ("MACHINE_TRANSLATION", "libretranslate:somewhere"),
        ("LOG_LEVEL", "LOUD"),
        ("HSTS_SECONDS", "a year"),
        ("HTTPS_PROXY_HEADER", "perhaps"),
    ],
)
@pytest.mark.filterwarnings("error")
def test_a_malformed_value_is_named_and_never_repeated(name: str, text: str) -> None:
    with pytest.raises(StartupError) as caught:
        VARIABLES[name].read({name: text})

    assert str(caught.value) == f"{name} is malformed: it takes {VARIABLES[name].takes}."
    assert text not in str(caught.value)


def test_a_malformed_value_stops_the_start_with_one_line(tmp_path: Path) -> None:
    started = manage("check", data_dir=tmp_path, TIME_ZONE="Europe/Beograd")

    assert started.returncode == 1
    assert started.stderr.strip() == (
        "manage.py: TIME_ZONE is malformed: it takes a name from the IANA time zone database."
    )


def test_production_starts_with_what_it_requires(tmp_path: Path) -> None:
    started = manage("check", data_dir=tmp_path, **PRODUCTION)

    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        (
            "ALLOWED_HOSTS",
            "one.example.org, two.example.org,",
            ["one.example.org", "two.example.org"],
        ),
        ("SITE_URL", "https://www.example.org/", "https://www.example.org"),
        ("DATABASE_URL", "", None),
        ("LOG_LEVEL", "", "INFO"),
        ("HTTPS_PROXY_HEADER", "on", True),
        ("HSTS_SECONDS", "60", 60),
        ("LOG_LEVEL", "warning", "WARNING"),
    ],
)
def test_a_text_becomes_a_value(name: str, text: str, value: object) -> None:
    assert VARIABLES[name].read({name: text}) == value
