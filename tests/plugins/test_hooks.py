"""Each hook, by a plugin that implements it: what the platform does with what the hook gives.

A hook is tested by the functions named `test_<hook>_…`; `tests/docs/test_hooks_documented.py` holds that each has one.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest
import xlsxwriter

from databases import run_apart
from garden.models import Garden
from kopukm_core import clock
from kopukm_core.cli.main import build_parser
from kopukm_core.commands import CommandRecord
from kopukm_core.db import Parameters, dialect, rows, transaction
from kopukm_core.errors import ConfigurationError, NotAllowedError
from kopukm_core.identity import ANONYMOUS, Actor, operator
from kopukm_core.identity.actor import ActorKind, Grant
from kopukm_core.importing import judge_file, store_report
from kopukm_core.jobs import running_jobs
from kopukm_core.platform import Platform, build_platform
from kopukm_core.plugins import PluginSource
from kopukm_core.settings import Settings, load_settings
from kopukm_graphql.composing import compose_contract
from kopukm_graphql.context import RequestContext

pytestmark = pytest.mark.anyio

GARDEN = PluginSource("garden", "garden.plugin", "kopukm-garden", "1.2.0")
GRAPHQL = PluginSource("graphql", "kopukm_graphql.plugin", "kopukm", "0.1.0")
CIGOMBONG = "32.01.28"
