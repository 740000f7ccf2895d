"""The conversation: what somebody wrote, and who they are, becomes commands and an answer. The same on every channel."""
