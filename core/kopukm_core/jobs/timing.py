"""How long the parts of the job machinery wait for each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JobTiming:
    """Seconds, unless said otherwise. The values of an installation are the defaults; tests shorten them."""

    lease: float = 15.0
    """A process that has not given a sign for this long is taken for dead."""
    beat: float = 3.0
    """Between two signs of life, and between two looks at those of others."""
    poll: float = 1.0
    """Between two looks for jobs that another process stored; those stored here are seen at once."""
    resend: float = 5.0
    """After this, a job handed to Redis that is no longer found there is handed over again."""
    grace: float = 20.0
    """What a running job is given to finish when its process is asked to stop; then it is put back."""
    first_delay: float = 2.0
    """Before the second attempt; doubled for each further one, up to `longest_delay`, with jitter."""
    longest_delay: float = 600.0
    concurrency: int = 4
    """Jobs of one queue that run at once in one process."""
    window: int = 200
    """Jobs of one queue that wait in Redis at once; the others wait in the outbox."""
