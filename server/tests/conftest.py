"""What every test of the server has."""

import logging

from sala.kernel.logs import configure
from sala.kernel.settings import LogSettings

pytest_plugins = ("tests.brief", "tests.postgres")


def pytest_configure() -> None:
    """Log as Sala does, into what pytest captures: structlog's default draws local variables."""
    configure(LogSettings(format="json"))
    logging.getLogger().handlers.clear()
