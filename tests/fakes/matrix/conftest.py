"""The homeserver the tests of a file share."""

from tests.fakes.matrix.fixtures import homeserver  # noqa: F401
