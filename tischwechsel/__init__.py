"""The front door: the command line, and the only room that wires all others together."""
