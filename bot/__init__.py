"""Who is told: the conversation, its wording, the channels, the delivery."""
