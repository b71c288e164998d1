"""Fields that every page type inherits, whose words stay out of migrations.

A field of an abstract model is written into the migrations of each app that has a page type. Its label is
the platform's, and to reword it would ask for a migration of every plugin.
"""

from __future__ import annotations

from typing import Any

from django.db import models


class _WithoutWords:
    """Mixed into a field of Django's, and written into migrations as that field."""

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()  # type: ignore[misc] # a field's
        stock = next(base for base in type(self).__mro__ if base.__module__.startswith("django."))
        for words in ("verbose_name", "help_text"):
            kwargs.pop(words, None)
        return name, f"django.db.models.{stock.__name__}", args, kwargs


class SharedBooleanField(_WithoutWords, models.BooleanField):
    """``BooleanField`` of an abstract page model."""


class SharedCharField(_WithoutWords, models.CharField):
    """``CharField`` of an abstract page model."""


class SharedDateField(_WithoutWords, models.DateField):
    """``DateField`` of an abstract page model."""


class SharedForeignKey(_WithoutWords, models.ForeignKey):
    """``ForeignKey`` of an abstract page model."""


class SharedTextField(_WithoutWords, models.TextField):
    """``TextField`` of an abstract page model."""
