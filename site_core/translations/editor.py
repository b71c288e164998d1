"""What can be done with a translation in wagtail-localize's editor, which knows publication alone.

It has Wagtail's workflow here: a draft is saved, submitted, approved or sent back, as in the page editor.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.models import DraftStateMixin, Page, WorkflowMixin, WorkflowState
from wagtail.snippets.permissions import get_permission_name
from wagtail_localize.models import Translation

from site_core.translations import schedules
from site_core.translations.completeness import untranslated_in
from site_core.translations.locks import check_not_locked, locked_sentence
from site_core.translations.refusal import untranslated_sentence
from site_core.translations.second_person import APPROVE, waits_for_somebody_else


@dataclass(frozen=True)
class Actions:
    """What a user can do with a translation, for the bar below its editor.

    ``review`` are the actions of the task that the translation is at: name and label.
    """

    locked: str
    can_publish: bool
    can_save: bool
    can_submit: bool
    can_cancel: bool
    task: str = ""
    review: list[tuple[str, str]] = field(default_factory=list)
    #: When the page and its original go live or expire, in sentences.
    schedules: list[str] = field(default_factory=list)
    #: What a reviewer has said who asked for changes.
    comment: str = ""
    unpublish_url: str = ""
    delete_url: str = ""
    lock_url: str = ""
    unlock_url: str = ""
    preview_url: str = ""


def actions_for(user: Any, translation: Translation, instance: Any) -> Actions:
    """What a user can do with a translation now."""
    locked = locked_sentence(instance, user)
    state = _workflow_state(instance)
    is_open = _is_in_review(state)
    task = instance.current_workflow_task if is_open else None
    common: dict[str, Any] = {
        "locked": locked,
        "can_publish": not locked and may_publish(user, instance),
        "can_save": not locked and isinstance(instance, DraftStateMixin),
        "can_submit": not locked and _may_submit(user, instance),
        "can_cancel": state is not None and is_open and state.user_can_cancel(user),
        "task": str(task) if task else "",
        "review": _review_actions(task, instance, user) if task else [],
        "comment": _comment(state),
        "schedules": schedules.sentences(instance) if isinstance(instance, Page) else [],
    }
    return Actions(**{**common, **_urls(user, translation, instance)})


def missing_texts(translation: Translation) -> list[str]:
    """Paths of the texts that were taken from the source and are not translated."""
    source = translation.source.as_instance()
    return untranslated_in(source, translation.target_locale)[0]


def may_publish(user: Any, instance: Any) -> bool:
    """Whether somebody may publish a translation, as Wagtail has it for pages and snippets."""
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_publish()
    if not isinstance(instance, DraftStateMixin):
        return True
    return user.is_superuser or user.has_perm(get_permission_name("publish", type(instance)))


def keep_draft(translation: Translation, user: Any) -> Any:
    """Bring the draft of a translation up to date with its texts, and return the translation."""
    translation.save_target(user=user, publish=False)
    return translation.get_target_instance()


def perform(request: HttpRequest, translation: Translation, instance: Any) -> HttpResponse | None:
    """Do what a button below the editor says; ``None`` for publication, which is wagtail-localize's."""
    action = request.POST.get("action", "")
    if action == "cancel-workflow":  # a page in review is locked for who has submitted it
        _cancel(request, instance)
        return redirect(request.path)
    check_not_locked([instance], request.user)
    handlers = {"save": _save, "submit": _submit}
    if action in handlers:
        handlers[action](request, translation, instance)
        return redirect(request.path)
    if action.startswith("review-"):
        _review(request, instance, action.removeprefix("review-"))
        return redirect(request.path)
    return None


def _save(request: HttpRequest, translation: Translation, instance: Any) -> None:
    draft = keep_draft(translation, request.user)
    messages.success(request, gettext("The draft of “%(object)s” is saved.") % {"object": draft})


def _submit(request: HttpRequest, translation: Translation, instance: Any) -> None:
    if not _may_submit(request.user, instance):
        raise PermissionDenied
    missing = missing_texts(translation)
    draft = keep_draft(translation, request.user)
    if missing:
        messages.warning(request, untranslated_sentence(draft, missing))
        return
    state = _workflow_state(draft)
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(request.user)
    else:
        draft.get_workflow().start(draft, request.user)
    messages.success(
        request,
        gettext("“%(object)s” is submitted: %(task)s.")
        % {"object": draft, "task": draft.current_workflow_task},
    )


def _cancel(request: HttpRequest, instance: Any) -> None:
    state = _workflow_state(instance)
    if state is None or not state.user_can_cancel(request.user):
        raise PermissionDenied
    state.cancel(user=request.user)
    messages.success(
        request, gettext("“%(object)s” is not in review any more.") % {"object": instance}
    )


def _review(request: HttpRequest, instance: Any, name: str) -> None:
    task = instance.current_workflow_task
    if name == APPROVE and waits_for_somebody_else(instance, request.user):
        messages.warning(
            request,
            gettext("Your changes are saved. Somebody else approves “%(object)s” now.")
            % {"object": instance},
        )
        return
    if task is None or name not in dict(_review_actions(task, instance, request.user)):
        raise PermissionDenied
    form_class = task.get_form_for_action(name)
    form = form_class(request.POST) if form_class else None
    if form is not None and not form.is_valid():
        messages.error(request, " ".join(form.errors.as_text().split("*")).strip())
        return
    details = form.cleaned_data if form is not None else {}
    task.on_action(instance.current_workflow_task_state, request.user, name, **details)
    messages.success(
        request,
        gettext("“%(object)s”: %(action)s.")
        % {"object": instance, "action": _LABELS.get(name, lambda: name)()},
    )


_LABELS = {
    "approve": lambda: gettext("approved"),
    "reject": lambda: gettext("sent back for changes"),
}


def _workflow_state(instance: Any) -> WorkflowState | None:
    """The workflow that a translation is in, or was sent back from."""
    if not isinstance(instance, WorkflowMixin):
        return None
    return instance.current_workflow_state


def _is_in_review(state: WorkflowState | None) -> bool:
    return state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS


def _may_submit(user: Any, instance: Any) -> bool:
    """Whether somebody may start a workflow, where there is one and none is under way."""
    if not isinstance(instance, WorkflowMixin) or not instance.has_workflow:
        return False
    if _is_in_review(_workflow_state(instance)):
        return False
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_submit_for_moderation()
    return user.has_perm(get_permission_name("change", type(instance)))


def _review_actions(task: Any, instance: Any, user: Any) -> list[tuple[str, str]]:
    """Each action of a task once; Wagtail names some with a dialogue and without."""
    return list(
        {
            name: str(label)
            for name, label, has_dialogue in task.get_actions(instance, user)
            if name in ("approve", "reject") or not has_dialogue
        }.items()
    )


def _comment(state: WorkflowState | None) -> str:
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return ""
    task_state = state.current_task_state
    return task_state.specific.get_comment() if task_state else ""


def _urls(user: Any, translation: Translation, instance: Any) -> dict[str, str]:
    if not isinstance(instance, Page):
        viewset = getattr(instance, "snippet_viewset", None)
        may_delete = user.has_perm(get_permission_name("delete", type(instance)))
        if viewset is None or not may_delete:
            return {}
        url = reverse(viewset.get_url_name("delete"), args=[quote(instance.pk)])
        return {"delete_url": url}
    permissions = instance.permissions_for_user(user)
    pages = {
        "unpublish_url": ("unpublish", permissions.can_unpublish()),
        "delete_url": ("delete", permissions.can_delete()),
        "lock_url": ("lock", permissions.can_lock() and not instance.locked),
        "unlock_url": ("unlock", permissions.can_unlock() and instance.locked),
    }
    return {
        "preview_url": reverse("wagtail_localize:preview_translation", args=[translation.pk]),
        **{
            name: reverse(f"wagtailadmin_pages:{view}", args=[instance.pk])
            for name, (view, is_possible) in pages.items()
            if is_possible
        },
    }
