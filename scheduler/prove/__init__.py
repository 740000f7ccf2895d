"""What can be proved of a problem: that it has no plan, how few rest, how few repeats, how many rounds."""
