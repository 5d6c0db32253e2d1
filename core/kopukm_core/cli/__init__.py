"""The `kopukm` command line. Subcommands come from core and plugins by the same hook."""

from kopukm_core.cli.main import main
from kopukm_core.cli.subcommand import Subcommand, no_arguments

__all__ = ["Subcommand", "main", "no_arguments"]
