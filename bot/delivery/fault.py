"""Where something failed, for the log: files and lines only.

A full traceback may show values, as the console's does, and with them the names of guests.
"""

import traceback
from pathlib import Path


def fault(error: BaseException) -> dict[str, str]:
    """Return the kind of the error and the way to it, innermost first, as fields for the log."""
    frames = traceback.extract_tb(error.__traceback__)[::-1][:8]
    way = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return {"error": type(error).__name__, "at": way}
