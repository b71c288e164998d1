"""The workflows of the two languages, and how a new page tree gets the one of its language."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page, Workflow, WorkflowPage, get_page_models

from site_core.languages.variants import DEFAULT_VARIANT

#: How deep in Wagtail's tree the home pages are.
HOME_DEPTH = 2
#: What migrations have called them, each in the language of its pages. Administrators may rename them; a
#: new tree is then given its workflow by hand.
SOURCE, TRANSLATED = "English pages", "Српске странице"


def workflow_of(code: str) -> Workflow | None:
    """The workflow of a language that the software has made, while it is used and bears its name."""
    name = SOURCE if code == DEFAULT_VARIANT.locale_code else TRANSLATED
    return Workflow.objects.filter(name=name, active=True).first()


def _page_saved(instance: Page, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Give a new home page the workflow of its language, where it has none from above."""
    if raw or not created or instance.depth != HOME_DEPTH or instance.get_workflow() is not None:
        return
    workflow = workflow_of(instance.locale.language_code)
    if workflow is not None:
        WorkflowPage.objects.create(page_id=instance.pk, workflow=workflow)


def connect_signals() -> None:
    """Give new trees their workflow. Called once, when all apps are loaded."""
    for model in get_page_models():
        post_save.connect(_page_saved, sender=model)
