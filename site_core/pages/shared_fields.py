"""Fields that every page type inherits, whose words stay out of migrations.

A field of an abstract model is written into the migrations of each app that has a page type. Its label is
the platform's, and to reword it would ask for a migration of every plugin.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext


class _WithoutWords:
    """Mixed into a field of Django's, and written into migrations as that field."""

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()  # type: ignore[misc] # a field's
        stock = next(base for base in type(self).__mro__ if base.__module__.startswith("django."))
        for words in ("verbose_name", "help_text"):
            kwargs.pop(words, None)
        return name, f"django.db.models.{stock.__name__}", args, kwargs


def not_in_future(day: date) -> None:
    """Raise ``ValidationError`` for a day that is still to come."""
    if day > timezone.localdate():
        raise ValidationError(
            gettext("This day is still to come. Give the day on which it was reviewed."),
            code="future",
        )


class SharedBooleanField(_WithoutWords, models.BooleanField):
    """``BooleanField`` of an abstract page model."""


class SharedCharField(_WithoutWords, models.CharField):
    """``CharField`` of an abstract page model."""


class SharedDateField(_WithoutWords, models.DateField):
    """``DateField`` of an abstract page model."""


class PastDateField(SharedDateField):
    """A day that has been. Only what somebody enters is refused: what is stored can always be saved."""

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        field = super().formfield(*args, **kwargs)
        if field is not None:
            field.validators.append(not_in_future)
        return field


class SharedForeignKey(_WithoutWords, models.ForeignKey):
    """``ForeignKey`` of an abstract page model."""


class SharedTextField(_WithoutWords, models.TextField):
    """``TextField`` of an abstract page model."""
