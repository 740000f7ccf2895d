"""Plans by formula, one family a file."""
