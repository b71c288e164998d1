"""No control character, and no link that nobody may follow, stays in a text when something is saved."""

from __future__ import annotations

import json
from typing import Any

from django.apps import apps
from django.db.models import CharField, Model, TextField
from django.db.models.signals import pre_save
from modelcluster.models import get_all_child_relations
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page, TranslatableMixin
from wagtail.snippets.models import get_snippet_models

from site_core.languages.readable import readable, with_texts
from site_core.pages.safe_links import with_safe_links

_DONE = "_texts_are_readable"


def _as_saved(text: str) -> str:
    return with_safe_links(readable(text))


def make_readable(instance: Model) -> None:
    """Take control characters and unsafe links out of all texts of an object, those in streams included."""
    for field in instance._meta.concrete_fields:
        if isinstance(field, StreamField):
            stream = getattr(instance, field.name)
            stored = field.stream_block.get_prep_value(stream)
            made = with_texts(stored, _as_saved)
            if made is not stored:
                setattr(instance, field.name, field.to_python(json.dumps(made)))
        elif isinstance(field, (CharField, TextField)):
            text = getattr(instance, field.attname)
            change = _as_saved if isinstance(field, RichTextField) else readable
            if isinstance(text, str) and (made_text := change(text)) != text:
                setattr(instance, field.attname, made_text)


def note_made_readable(instance: Model) -> None:
    """Remember that this has just been done, as a page that is saved is validated first."""
    instance.__dict__[_DONE] = True


def forget_made_readable(instance: Model) -> None:
    """Have the texts looked at again when the object is saved."""
    instance.__dict__.pop(_DONE, None)


def _about_to_be_saved(instance: Model, raw: bool = False, **kwargs: Any) -> None:
    if not raw and not instance.__dict__.pop(_DONE, False):
        make_readable(instance)


def connect_signals() -> None:
    """Connect the handler to everything whose texts are published. Called once, when all apps are loaded."""
    # Snippets are registered later than this, by hooks: what editors translate is known by its base.
    models: set[Any] = {
        model for model in apps.get_models() if issubclass(model, (Page, TranslatableMixin))
    }
    models |= {get_image_model(), get_document_model(), *get_snippet_models()}
    for model in list(models):
        models |= {relation.related_model for relation in get_all_child_relations(model)}
    for model in models:
        pre_save.connect(
            _about_to_be_saved, sender=model, dispatch_uid=f"readable:{model._meta.label}"
        )
