"""Forms of one Serbian word meet, and those of different words do not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from site_core.languages.analysis import analyse
from site_core.languages.base_forms import base_form, other_base_form
from tests.languages.serbian_words import ONE_WORD, OTHER_WORDS, pairs
from tests.support.commands import python


@pytest.mark.parametrize(("one", "other"), pairs(ONE_WORD))
def test_forms_of_one_word_meet(one: str, other: str) -> None:
    # Of words without diacritics, some are written like the form of another word.
    also = other_base_form(other)
    assert analyse(one, "sr") in (analyse(other, "sr"), [also])


@pytest.mark.parametrize(("one", "other"), pairs(OTHER_WORDS))
def test_different_words_do_not(one: str, other: str) -> None:
    assert analyse(one, "sr") != analyse(other, "sr")


def test_what_the_dictionary_does_not_know_is_said() -> None:
    assert base_form("xyzzyq") is None
    assert other_base_form("xyzzyq") is None


def test_the_dictionary_is_not_read_before_it_is_needed() -> None:
    ask = (
        "import sys; from site_core.languages.analysis import analyse; analyse('offices', 'en'); "
        "print('simplemma' in sys.modules)"
    )
    command = [sys.executable, "-c", ask]
    answered = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert answered.stdout.strip() == "False"


def test_a_server_reads_the_dictionary_when_it_starts_and_a_command_does_not(
    tmp_path: Path,
) -> None:
    server = (
        "import sys, threading, site_core.wsgi;"
        "[thread.join() for thread in threading.enumerate() if thread.name == 'base forms'];"
        "from site_core.languages import base_forms; print(len(base_forms._read))"
    )
    command = (
        "import sys; from django.core.management import execute_from_command_line as run;"
        "run(['manage.py', 'plugins']); print('simplemma' in sys.modules)"
    )

    assert python("-c", server, data_dir=tmp_path).stdout.split()[-1] == "1"
    assert python("-c", command, data_dir=tmp_path).stdout.split()[-1] == "False"
