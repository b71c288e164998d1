"""Acts in a process of their own, which is killed before one of its statements reaches the database."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db import connection, connections


def killed_before(number: int, act: Callable[[], Any]) -> bool:
    """Do an act, and kill its process before its statement of this number. Whether it came so far.

    For a process with one thread. Raises ``AssertionError`` where the act fails of itself.
    """
    connections.close_all()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            with connection.execute_wrapper(_Counter(number)):
                act()
            status = 0
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    was_killed = os.WIFSIGNALED(status)
    assert was_killed or os.WEXITSTATUS(status) == 0
    return was_killed


def killed_everywhere(act: Callable[[int], Any], step: int) -> Iterator[int]:
    """Kill an act before its first statement, ``step`` later and so on, until it comes to its end.

    Gives the number of each statement after the kill, and at last that at which nothing was killed.
    """
    number = 1
    while killed_before(number, partial(act, number)):
        yield number
        number += step
    yield number


class _Counter:
    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)
