"""`python -m bench`, from the root of the repository."""

from bench.run import main

raise SystemExit(main())
