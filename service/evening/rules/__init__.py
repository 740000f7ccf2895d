"""The rules: what each command makes happen, or why it is refused."""
