"""Environment variables: what each takes, what it is for, and how its text becomes a value."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import environ

from site_core.exceptions import StartupError


class _Required:
    """Marks a variable that has no default."""


REQUIRED = _Required()


@dataclass(frozen=True)
class Variable:
    """One environment variable."""

    name: str
    #: What it takes, in words, as in "a whole number".
    takes: str
    purpose: str
    #: Makes a value of a text. Raises ``ValueError`` for one that is malformed.
    parse: Callable[[str], Any]
    default: str | _Required
    #: What the variable was called in an earlier version. Setting that stops the start.
    former_name: str = ""

    def read(self, environment: dict[str, str] | None = None) -> Any:
        """Return the parsed value.

        Raises ``StartupError`` with one line when the variable is missing or malformed, or set under
        its former name. The offending text is never repeated: it may be a secret.
        """
        source = os.environ if environment is None else environment
        if self.former_name and self.former_name in source:
            raise StartupError(f"{self.former_name} is called {self.name} now: rename it.")
        text = source.get(self.name)
        if not text:  # an empty value counts as none
            if isinstance(self.default, _Required):
                raise StartupError(f"{self.name} is not set: it takes {self.takes}.")
            text = self.default
        try:
            return self.parse(text)
        except (ValueError, KeyError, environ.ImproperlyConfigured):
            raise StartupError(f"{self.name} is malformed: it takes {self.takes}.") from None


@dataclass(frozen=True)
class Setting:
    """What a plugin lets administrators set: a ``Variable`` whose name begins with that of the plugin."""

    takes: str
    purpose: str
    parse: Callable[[str], Any]
    default: str | _Required
    former_name: str = ""

    def variable(self, name: str) -> Variable:
        """The environment variable of this name."""
        return Variable(name, self.takes, self.purpose, self.parse, self.default, self.former_name)


def text(value: str) -> str:
    """Any text."""
    return value


def boolean(value: str) -> bool:
    """``true`` or ``false``, and what django-environ takes for them."""
    if value.lower() in environ.Env.BOOLEAN_TRUE_STRINGS:
        return True
    if value.lower() in ("false", "off", "no", "n", "0", ""):
        return False
    raise ValueError(value)


def whole_number(value: str) -> int:
    """A number from 0."""
    number = int(value)
    if number < 0:
        raise ValueError(value)
    return number


def positive_number(value: str) -> int:
    """A number from 1."""
    number = int(value)
    if number < 1:
        raise ValueError(value)
    return number
