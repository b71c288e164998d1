"""Long work in steps: a worker goes on for a while, and then looks whether it is to stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


def work_in_turns(
    step: Callable[[], object],
    is_finished: Callable[[], bool],
    *,
    seconds: float,
    pause: float,
) -> None:
    """Take steps until the work is finished, or this turn of so many seconds is over.

    Each step is a transaction of its own; between two of them there is a pause, so that editors come first.
    """
    until = time.monotonic() + seconds
    while not is_finished():
        step()
        if time.monotonic() >= until:
            break
        threading.Event().wait(pause)
