"""What a process writes down: lines that tell which request, command and job they belong to, and no personal value."""

from kopukm_core.logs.context import bind, bound, bound_values, new_request_id, request_id
from kopukm_core.logs.opening import open_logs
from kopukm_core.logs.scrubbing import safe_error, safe_text
from kopukm_core.logs.settings import LogFormat, LogSettings, log_settings

__all__ = [
    "LogFormat",
    "LogSettings",
    "bind",
    "bound",
    "bound_values",
    "log_settings",
    "new_request_id",
    "open_logs",
    "request_id",
    "safe_error",
    "safe_text",
]
