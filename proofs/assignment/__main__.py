"""`python -m proofs.assignment NAME`: one question in a process of its own; what came of it as JSON."""

from __future__ import annotations

import json
import sys

from proofs.assignment.questions import answered

sys.stdout.write(json.dumps(answered(sys.argv[1])))
