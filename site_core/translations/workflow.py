"""How an approved workflow ends. Wagtail imports this while its own models load."""

from __future__ import annotations

from typing import Any

from wagtail.workflows import publish_workflow_state


def publish_if_allowed(workflow_state: Any, user: Any = None) -> None:
    """For ``WAGTAIL_FINISH_WORKFLOW_ACTION``: publish what was approved.

    What must not go live yet stays approved and unpublished: the history of the page says why.
    """
    from site_core.exceptions import Refused  # noqa: PLC0415 - beside the next
    from site_core.translations.refusal import record_refusal  # noqa: PLC0415 - imported while Wagtail's models load

    try:
        publish_workflow_state(workflow_state, user=user)
    except Refused as refused:
        instance = workflow_state.content_object
        record_refusal(instance, instance.get_latest_revision(), refused)
