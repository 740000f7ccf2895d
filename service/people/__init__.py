"""People: what is known of them, how lists bring them, how they are found, and what of them nobody else may see."""
