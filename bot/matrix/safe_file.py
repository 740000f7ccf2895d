"""Files only we may read, replaced as a whole or not at all."""

import os
from pathlib import Path


def write_safely(file: Path, data: bytes) -> None:
    """Write so that a crash, of the machine too, leaves the old or the new content. Raises OSError."""
    beside = file.with_name(file.name + ".new")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
