"""`python -m proofs`, from the root of the repository."""

from proofs.run import main

raise SystemExit(main())
