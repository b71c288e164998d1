"""A step of a workflow that somebody else takes than whoever changed the content last.

Nobody gets round it: not by changing and approving at once, and not by publishing what is in review.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import (
    AbstractGroupApprovalTask,
    TaskState,
    TranslatableMixin,
    WorkflowMixin,
    WorkflowState,
)
from wagtail_localize.models import StringTranslation

from site_core.translations.refusal import PublishingRefused

APPROVE = "approve"


class SecondPersonTask(AbstractGroupApprovalTask):
    """A step of a workflow that somebody else takes than whoever changed the content last."""

    class Meta:
        verbose_name = _("Approval by a second person")
        verbose_name_plural = _("Approvals by a second person")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """What a reviewer can do: nothing but send back what they have changed last themselves."""
        actions = super().get_actions(obj, user)
        if user.pk in changed_last_by(obj):
            return [action for action in actions if action[0] != APPROVE]
        return actions

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Act as Wagtail does. Who approves and changes something at once has changed it, and no more."""
        instance = task_state.workflow_state.content_object
        if action_name == APPROVE and user.pk in changed_last_by(instance):
            return None
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[Any]:
        """What waits for somebody: not what they have changed last."""
        return (
            super().get_task_states_user_can_moderate(user, **kwargs).exclude(revision__user=user)
        )

    @classmethod
    def get_description(cls) -> str:
        return gettext(
            "Members of the chosen groups can approve what somebody else has changed last"
        )


def changed_last_by(instance: Any) -> set[int]:
    """Ids of those who wrote the latest draft, and of a translation its latest text."""
    found = {getattr(instance.get_latest_revision(), "user_id", None)}
    if isinstance(instance, TranslatableMixin):
        texts = StringTranslation.objects.filter(
            context__object_id=instance.translation_key, locale_id=instance.locale_id
        )
        found |= set(
            texts.order_by("-updated_at").values_list("last_translated_by_id", flat=True)[:1]
        )
    return {pk for pk in found if pk is not None}


def waits_for_somebody_else(instance: Any, user: Any) -> bool:
    """Whether an object is in review, and this person the one who cannot approve it."""
    if user is None or not isinstance(instance, WorkflowMixin):
        return False
    state = instance.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return False
    task = instance.current_workflow_task
    return isinstance(task, SecondPersonTask) and user.pk in changed_last_by(instance)


def check_seen_by_two(instance: Any) -> None:
    """Raise ``PublishingRefused`` where whoever is signed in publishes their own change out of a review."""
    if waits_for_somebody_else(instance, get_active_log_context().user):
        raise PublishingRefused(
            gettext(
                "“%(object)s” was not published: it is in review, and you have changed it last. Somebody "
                "else approves it. The draft is kept; who wants to publish it without a second pair of "
                "eyes cancels the workflow first."
            )
            % {"object": instance}
        )
