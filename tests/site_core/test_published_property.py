"""After any sequence of operations the published documents equal their rebuild."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from site_core.published.rebuild import differences
from tests.support.editing import SiteMachine


class RebuiltSite(SiteMachine):
    """The site, compared with its rebuild after every step."""

    @invariant()
    def documents_equal_their_rebuild(self) -> None:
        assert differences() == []


@pytest.mark.django_db
def test_documents_equal_their_rebuild_after_any_sequence() -> None:
    run_state_machine_as_test(
        RebuiltSite,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
