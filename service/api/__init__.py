"""The HTTP face of the service: handlers that understand a request, ask the core, and word the answer."""
