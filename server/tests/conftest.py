"""What every test of the server has."""

pytest_plugins = ("tests.brief", "tests.postgres")
