"""What people send that is neither text nor a document, as the API shows it."""

from typing import Any

FILE = {"file_id": "S1", "file_unique_id": "uS1", "file_size": 1000}
PICTURE = FILE | {"width": 90, "height": 120}
FILM = PICTURE | {"duration": 3}

CONTENTS: dict[str, dict[str, Any]] = {
    "photo": {"photo": [PICTURE]},
    "voice": {"voice": FILE | {"duration": 2}},
    "audio": {"audio": FILE | {"duration": 200}},
    "video": {"video": FILM},
    "video_note": {"video_note": FILE | {"length": 240, "duration": 3}},
    "animation": {"animation": FILM, "document": FILE | {"file_name": "cat.gif"}},
    "sticker": {"sticker": PICTURE | {"type": "regular", "is_animated": False, "is_video": False}},
    "dice": {"dice": {"emoji": "🎲", "value": 4}},
    "location": {"location": {"latitude": 50.6, "longitude": 10.7}},
    "venue": {"venue": {"location": {"latitude": 50.6, "longitude": 10.7}, "title": "CCS", "address": "Suhl"}},
    "contact": {"contact": {"phone_number": "+4936810", "first_name": "Ines"}},
    "poll": {
        "poll": {
            "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
            "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
            "allows_revoting": False, "members_only": False, "description": "", "hide_until_closed": False,
        }
    },
    "story": {"story": {"id": 1, "chat": {"id": 5, "type": "private", "first_name": "Ines"}}},
    "novelty": {"poll": {"id": "2"}},
    "pin": {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}}},
    "timer": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
}  # fmt: skip
"""By name; `novelty` is of a form no library knows yet; `pin` and `timer` are things a chat says of itself, not people."""
