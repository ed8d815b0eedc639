"""Settings: where they come from, which wins, and what is refused."""

from pathlib import Path

import msgspec
import pytest

from sala.kernel.settings import FILE, SettingsError, StorageSettings, data_directory, read


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def write(data: Path, text: str) -> None:
    data.mkdir()
    (data / FILE).write_text(text, encoding="utf-8")


def test_without_anything_the_defaults_hold_and_nothing_is_made(data: Path):
    settings = read({}, data=data)
    assert (settings.server.host, settings.server.port) == ("127.0.0.1", 8000)
    assert settings.tables_url == f"sqlite:///{data}/views.sqlite"
    assert not data.exists()


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(data: Path):
    write(data, '[server]\nhost = "a"\nport = 1\npublic_url = "file"\n')
    settings = read({"SALA_HOST": "b", "SALA_PORT": "2"}, data=data, given={"server": {"port": 3}})
    server = settings.server
    assert (server.host, server.port, server.public_url) == ("b", 3, "file")


def test_the_environment_speaks_in_strings(data: Path):
    settings = read(
        {
            "SALA_SERVER_ALLOWED_ORIGINS": "https://a.example, https://b.example",
            "SALA_WORKSPACE_INTERNAL_ADDRESSES": "true",
            "SALA_COLLAB_WRITE_SECONDS": "0.5",
            "SALA_DATABASE_URL": "postgresql://localhost/sala",
        },
        data=data,
    )
    assert settings.server.allowed_origins == ["https://a.example", "https://b.example"]
    assert settings.workspace.internal_addresses is True
    assert settings.collab.write_seconds == 0.5
    assert settings.tables_url == "postgresql://localhost/sala"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("[server]\nprot = 1", ["[server] prot", "port, public_url"], id="a key"),
        pytest.param("[sever]\nport = 1", ["“sever”", "identity, logs, server"], id="a table"),
        pytest.param("port = 1", ["“port”", "Allowed"], id="a key outside a table"),
        pytest.param("[server]\nport = 70000", ["[server] port", "<= 65535"], id="a number"),
        pytest.param('[server]\nport = "eight"', ["[server] port", "int"], id="a type"),
        pytest.param('[logs]\nlevel = "loud"', ["debug, error, info, warning"], id="a choice"),
        pytest.param("[server", ["cannot be read", "Expected ']'"], id="no TOML"),
    ],
)
def test_a_file_is_refused_with_its_name_the_key_and_what_is_allowed(data, text, said):
    write(data, text)
    with pytest.raises(SettingsError) as refused:
        read({}, data=data)
    for words in [str(data / FILE), *said]:
        assert words in str(refused.value)


def test_a_file_that_is_not_utf_8_is_refused(data: Path):
    data.mkdir()
    (data / FILE).write_bytes(b'[server]\nhost = "\xff"')
    with pytest.raises(SettingsError, match="cannot be read"):
        read({}, data=data)


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"SALA_PORT": "99999"}, r"variable SALA_PORT.*<= 65535"),
        ({"SALA_LOGS_LEVEL": "loud"}, r"SALA_LOGS_LEVEL.*debug, error"),
        ({"SALA_DATABSE_URL": "x"}, r"SALA_DATABSE_URL.*Did you mean SALA_DATABASE_URL"),
    ],
)
def test_a_variable_is_refused_with_its_name(data: Path, environ, said):
    with pytest.raises(SettingsError, match=said):
        read(environ, data=data)


def test_a_variable_of_another_program_is_left_alone(data: Path):
    assert read({"SALA_API_URL": "http://x", "PATH": "/bin"}, data=data) == read({}, data=data)


def test_an_unknown_word_of_the_command_line_is_refused(data: Path):
    with pytest.raises(SettingsError, match=r"the command line.*Allowed.*port"):
        read({}, data=data, given={"server": {"prot": 1}})


def test_settings_are_frozen(data: Path):
    with pytest.raises(AttributeError):
        read({}, data=data).server.port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"SALA_DATA": "/srv/sala"}, "/srv/sala"),
        ({"XDG_DATA_HOME": "/xdg"}, "/xdg/sala"),
        ({"SALA_DATA": "", "XDG_DATA_HOME": ""}, "~/.local/share/sala"),
    ],
)
def test_the_data_directory_follows_the_desktops_conventions(environ, expected: str):
    assert data_directory(environ) == Path(expected).expanduser()


def test_a_password_in_the_databases_address_does_not_show(data: Path):
    settings = read({"SALA_DATABASE_URL": "postgresql://u:hunter2@h/d"}, data=data)
    assert "hunter2" not in repr(settings)
    assert msgspec.structs.replace(settings.storage, database_url="") == StorageSettings()
