"""Measurements; figures with machine and date go into docs/."""
