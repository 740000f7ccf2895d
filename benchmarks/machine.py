"""What was measured on."""

import os
import platform


def machine() -> str:
    """Return the machine in a few words."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {cores} cores"
