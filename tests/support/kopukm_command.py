"""`python -m kopukm_command`: what the console script `kopukm` does."""

import sys

from kopukm_core.cli import main

if __name__ == "__main__":
    sys.exit(main())
