"""What readers meet in forms, in our Serbian rather than in Django's."""

from __future__ import annotations

import pytest
from django import forms
from django.utils import translation


def errors_of(field: forms.Field, value: object, language: str) -> str:
    with translation.override(language):
        try:
            field.clean(value)
        except forms.ValidationError as error:
            return " ".join(error.messages)
    return ""


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (forms.EmailField(), "x", "Унесите исправну адресу е-поште."),
        (forms.CharField(max_length=2), "abc", "Унесите највише 2 знака (сада их је 3)."),
        (forms.CharField(min_length=5), "abc", "Унесите најмање 5 знакова (сада их је 3)."),
        (forms.CharField(), "a\x00", "Нулти знакови нису дозвољени."),
    ],
)
def test_are_said_in_our_words(field: forms.Field, value: str, sentence: str) -> None:
    assert errors_of(field, value, "sr") == sentence
