"""The compose file with records in PostgreSQL: `docker/prepare --fleet`, the database's first script, several schedulers."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from tests.compose import ROOT, compose_command, prepare
from tests.postgres_server import PASSWORD, PostgresServer, programs
from xabar.app.configuration import project_config
from xabar.records.errors import RecordsError
from xabar.records.store import RecordStore

OURS = ("setup", "kibana-setup", "scheduler", "page", "manager", "demo")
SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the compose file and its folder, after docker/prepare --fleet."""
    return prepare(tmp_path_factory.mktemp("fleet"), "--fleet")


def test_prepare_makes_the_database_s_secrets_and_asks_for_three_schedulers(prepared: Path) -> None:
    env = (prepared / ".env").read_text().splitlines()
    assert env == [
        "XABAR_CONTACT=",
        "COMPOSE_PROFILES=fleet",
        "XABAR_RECORDS_FILE=/run/secrets/records",
        "XABAR_SCHEDULERS=3",
    ]
    secrets = prepared / "docker" / "secrets"
    before = {path.name: path.read_text() for path in secrets.iterdir()}
    assert (
        before["records"].strip() == f"postgresql://xabar:{before['records_password'].strip()}@postgres/xabar"
    )
    assert before["postgres_password"] != before["records_password"]
    script = prepared / "docker" / "postgres" / "records.sh"
    assert stat.S_IMODE(script.stat().st_mode) == 0o755
    subprocess.run([prepared / "docker" / "prepare", "--fleet"], check=True)
    assert (prepared / ".env").read_text().splitlines() == env
    assert {path.name: path.read_text() for path in secrets.iterdir()} == before


def test_all_of_ours_use_the_same_records_and_the_database_is_reached_by_them_alone() -> None:
    for name in OURS:
        assert SERVICES[name]["environment"]["XABAR_RECORDS_FILE"] == "${XABAR_RECORDS_FILE:-}", name
        assert "inside" in SERVICES[name]["networks"], name
        if name != "kibana-setup":
            assert "records" in SERVICES[name]["secrets"], name
    database = SERVICES["postgres"]
    assert database["networks"] == ["inside"]
    assert "ports" not in database


def test_the_database_has_no_rights_and_its_passwords_are_files() -> None:
    database = SERVICES["postgres"]
    assert (database["user"], database["cap_drop"], "cap_add" in database) == ("postgres", ["ALL"], False)
    assert database["security_opt"] == ["no-new-privileges:true"]
    passwords = {value for name, value in database["environment"].items() if "PASSWORD" in name}
    assert passwords == {"/run/secrets/postgres_password", "/run/secrets/records_password"}
    assert database["healthcheck"]["test"][1] == "pg_isready"
    assert SERVICES["setup"]["depends_on"]["postgres"] == {"condition": "service_healthy", "required": False}


def test_compose_starts_three_schedulers_and_a_database(prepared: Path) -> None:
    command = [*compose_command(), "config", "--format", "json"]
    done = subprocess.run(command, cwd=prepared, capture_output=True, text=True, check=True)
    services = json.loads(done.stdout)["services"]
    assert services["scheduler"]["scale"] == 3
    assert services["scheduler"]["environment"]["XABAR_RECORDS_FILE"] == "/run/secrets/records"
    assert "postgres" in services


def test_without_it_there_is_one_scheduler_and_no_database(tmp_path: Path) -> None:
    command = [*compose_command(), "config", "--format", "json"]
    done = subprocess.run(command, cwd=prepare(tmp_path), capture_output=True, text=True, check=True)
    services = json.loads(done.stdout)["services"]
    assert services["scheduler"].get("scale", 1) == 1
    assert not services["scheduler"]["environment"]["XABAR_RECORDS_FILE"]
    assert "postgres" not in services


@pytest.mark.slow
def test_the_database_s_first_script_makes_records_that_the_address_opens(
    prepared: Path, postgres_server: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the image runs it, beside a server that is reached by TCP."""
    secrets, folder = prepared / "docker" / "secrets", programs()
    environment = {
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "PGHOST": "127.0.0.1",
        "PGPORT": str(postgres_server.port),
        "PGPASSWORD": PASSWORD,
        "POSTGRES_USER": "postgres",
        "XABAR_PASSWORD_FILE": str(secrets / "records_password"),
    }
    script = prepared / "docker" / "postgres" / "records.sh"
    done = subprocess.run([script], env=environment, capture_output=True, text=True)
    try:
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        address = (secrets / "records").read_text()
        named = tmp_path / "records"
        named.write_text(address.replace("@postgres/", f"@127.0.0.1:{postgres_server.port}/"))
        config = project_config({"XABAR_RECORDS": named, "XABAR_DATA": str(tmp_path)})
        with RecordStore(config.records_place) as records:
            records.require_writable()
            assert records.count_articles() == 0
        with psycopg.connect(postgres_server.url()) as connection:
            rights = connection.execute(
                "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = 'xabar'"
            ).fetchone()
        assert rights == (False, False, False)
        wrong = named.read_text().replace("xabar:", "xabar:0", 1)
        with pytest.raises(RecordsError, match="password"):
            RecordStore(wrong)
    finally:
        postgres_server.admin("DROP DATABASE IF EXISTS xabar WITH (FORCE)")
        postgres_server.admin("DROP ROLE IF EXISTS xabar")
