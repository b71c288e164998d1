#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_core.settings.development")

    from django.core.management import execute_from_command_line  # noqa: PLC0415 - the settings module is named first
    from django.db import DatabaseError  # noqa: PLC0415 - the settings module is named first

    from site_core.exceptions import StartupError, stop  # noqa: PLC0415 - the settings module is named first

    try:
        execute_from_command_line(sys.argv)
    except StartupError as error:
        stop("manage.py", error)
    except DatabaseError as error:
        from site_core.delivery.database import reason_of  # noqa: PLC0415 - Django is set up by now

        reason = None if "--traceback" in sys.argv else reason_of(error)
        if reason is None:
            raise
        sys.exit(f"manage.py: {reason}")


if __name__ == "__main__":
    main()
