"""Log records as one line of JSON each, for whoever collects them."""

from __future__ import annotations

import datetime
import json
import logging


class JSONFormatter(logging.Formatter):
    """``at``, ``level``, ``logger``, ``message``, ``request_id``, and ``traceback`` where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", "-"),
            "process": record.process,
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
