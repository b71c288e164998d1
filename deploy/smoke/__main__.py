"""``python -m deploy.smoke``: starts a production site on loopback and tries it."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial

from deploy.smoke.rolling import rolling_deploy
from deploy.smoke.stack import Stack, StackError
from deploy.smoke.trials import TRIALS, TrialError

#: Trials that start the servers by themselves.
OWN_STACK: dict[str, Callable[[], str]] = {"rolling deploy": rolling_deploy}


def main() -> int:
    """Run the trials; the status is the number of those that failed."""
    parser = argparse.ArgumentParser(
        prog="python -m deploy.smoke",
        description="Starts PostgreSQL, Redis, two nodes, a worker, Varnish and nginx on loopback from the "
        "files in deploy/, publishes through them, and breaks them one by one under readers.",
    )
    parser.add_argument(
        "trials", nargs="*", metavar="TRIAL", help=f"some of: {', '.join([*TRIALS, *OWN_STACK])}"
    )
    every = [*TRIALS, *OWN_STACK]
    wanted = parser.parse_args().trials or every
    unknown = [name for name in wanted if name not in every]
    if unknown:
        parser.error(f"There is no trial “{unknown[0]}”. There are: {', '.join(every)}.")
    failed = 0
    try:
        if any(name in TRIALS for name in wanted):
            began = time.monotonic()
            print("Starting the stack …", flush=True)
            with Stack() as stack:
                print(f"  ready after {time.monotonic() - began:.0f} s", flush=True)
                for name in wanted:
                    if name in TRIALS:
                        failed += not _passes(name, partial(TRIALS[name], stack))
        for name in wanted:
            if name in OWN_STACK:
                failed += not _passes(name, OWN_STACK[name])
    except StackError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(wanted) - failed} of {len(wanted)} trials passed.")
    return failed


def _passes(name: str, trial: Callable[[], str]) -> bool:
    try:
        print(f"{name}: {trial()}", flush=True)
    except (TrialError, StackError) as error:
        print(f"{name}: FAILED. Expected: {error}", flush=True)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
