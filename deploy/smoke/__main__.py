"""``python -m deploy.smoke``: starts a production site on loopback and tries it."""

from __future__ import annotations

import argparse
import sys
import time

from deploy.smoke.stack import Stack, StackError
from deploy.smoke.trials import TRIALS, TrialError


def main() -> int:
    """Run the trials; the status is the number of those that failed."""
    parser = argparse.ArgumentParser(
        prog="python -m deploy.smoke",
        description="Starts PostgreSQL, Redis, two nodes, a worker, Varnish and nginx on loopback from the "
        "files in deploy/, publishes through them, and breaks them one by one under readers.",
    )
    parser.add_argument("trials", nargs="*", metavar="TRIAL", help=f"some of: {', '.join(TRIALS)}")
    wanted = parser.parse_args().trials or list(TRIALS)
    unknown = [name for name in wanted if name not in TRIALS]
    if unknown:
        parser.error(f"There is no trial “{unknown[0]}”. There are: {', '.join(TRIALS)}.")
    failed = 0
    began = time.monotonic()
    print("Starting the stack …", flush=True)
    try:
        with Stack() as stack:
            print(f"  ready after {time.monotonic() - began:.0f} s", flush=True)
            for name in wanted:
                try:
                    print(f"{name}: {TRIALS[name](stack)}", flush=True)
                except (TrialError, StackError) as error:
                    failed += 1
                    print(f"{name}: FAILED. Expected: {error}", flush=True)
    except StackError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(wanted) - failed} of {len(wanted)} trials passed.")
    return failed


if __name__ == "__main__":
    sys.exit(main())
