"""The marks that hook specifications and a plugin's implementations bear."""

from __future__ import annotations

import pluggy

PROJECT_NAME = "kopukm"

hookspec = pluggy.HookspecMarker(PROJECT_NAME)
hookimpl = pluggy.HookimplMarker(PROJECT_NAME)
