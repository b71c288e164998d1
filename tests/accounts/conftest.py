"""People who need a second factor, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from site_core.accounts import second_factor
from site_core.models import User
from tests.support.second_factor import KEY, PASSWORD


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The morning of a Monday; it does not go on by itself."""
    with time_machine.travel(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def editor(db: None) -> User:
    """An administrator with a password."""
    return User.objects.create_superuser("ana", "ana@example.org", PASSWORD)


@pytest.fixture
def enrolled(editor: User) -> User:
    """The same, with an app."""
    second_factor.set_up(editor, KEY, step=-1)
    return editor
