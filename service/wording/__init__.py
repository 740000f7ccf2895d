"""What the service says to people: refusals, what happened, what is wrong with a list; in German and English."""
