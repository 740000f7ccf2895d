"""The web channel: a participant's own page, for everybody without Telegram or Matrix."""

from pathlib import Path

HERE = Path(__file__).parent
"""The folder with this room's templates, words and static files."""
