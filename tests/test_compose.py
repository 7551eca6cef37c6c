"""docker-compose.yml and docker/prepare, as far as they can be tested without a Docker engine."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.compose import ROOT, compose_command, prepare, read_config
from xabar.cli import main
from xabar.search.elastic.keys import ROLES

XABAR = [sys.executable, "-c", "from xabar.cli import main; main(prog_name='xabar')"]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the compose file and its folder, after docker/prepare."""
    return prepare(tmp_path_factory.mktemp("compose"))


@pytest.fixture(scope="module")
def composed(prepared: Path) -> dict[str, Any]:
    """The compose file as the real docker compose reads it."""
    return read_config(prepared)


def test_prepare_keeps_what_is_there_and_shows_nothing_to_others(prepared: Path) -> None:
    before = (prepared / ".env").read_bytes(), (prepared / "docker/certificates/ca.pem").read_bytes()
    again = subprocess.run([prepared / "docker" / "prepare"], check=True, capture_output=True, text=True)
    assert again.stdout == ""
    assert (
        (prepared / ".env").read_bytes(),
        (prepared / "docker/certificates/ca.pem").read_bytes(),
    ) == before
    assert stat.S_IMODE((prepared / ".env").stat().st_mode) == 0o600
    assert stat.S_IMODE((prepared / "docker/certificates").stat().st_mode) == 0o700
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert {".env", "/docker/certificates/", "/docker/secrets/"} <= set(ignored)


def test_the_certificate_is_signed_for_the_names_that_are_used(prepared: Path) -> None:
    certificates = prepared / "docker" / "certificates"
    command = [
        "openssl",
        "verify",
        "-CAfile",
        "ca.pem",
        "-verify_hostname",
        "elasticsearch",
        "elasticsearch.pem",
    ]
    assert subprocess.run(command, cwd=certificates, capture_output=True).returncode == 0
    assert subprocess.run(
        [*command[:-2], "elsewhere", command[-1]], cwd=certificates, capture_output=True
    ).returncode


def test_the_services_are_as_promised(composed: dict[str, Any]) -> None:
    services = composed["services"]
    assert set(services) == {
        "elasticsearch",
        "kibana",
        "setup",
        "kibana-setup",
        "scheduler",
        "demo",
        "manager",
        "page",
        "postgres",
    }
    assert services["demo"]["profiles"] == ["demo"]
    assert composed["networks"]["inside"]["internal"] is True
    assert list(services["demo"]["networks"]) == ["inside"]
    for name, service in services.items():
        assert "mem_limit" in service, name
        assert service["pids_limit"] > 0, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "restart" in service, name
    for name in ("elasticsearch", "kibana", "scheduler", "page", "postgres"):
        assert services[name]["restart"] == "unless-stopped"
        assert services[name]["healthcheck"]["test"]
        assert services[name]["volumes"]


def test_one_variable_sets_the_version_of_the_stack(prepared: Path) -> None:
    command = [*compose_command(), "config", "--format", "json"]
    environment = os.environ | {"XABAR_STACK_VERSION": "9.9.9"}
    done = subprocess.run(command, cwd=prepared, capture_output=True, text=True, check=True, env=environment)
    services = json.loads(done.stdout)["services"]
    assert {services[name]["image"] for name in ("elasticsearch", "kibana")} == {
        "elasticsearch:9.9.9",
        "kibana:9.9.9",
    }


def test_our_containers_can_write_only_where_they_must(composed: dict[str, Any]) -> None:
    for name in ("setup", "kibana-setup", "scheduler", "demo", "manager", "page"):
        service = composed["services"][name]
        assert service["read_only"] is True
        writable = {volume["target"] for volume in service["volumes"] if not volume.get("read_only")}
        keys = {f"/keys/{role}" for role in ROLES}
        assert writable == {"setup": {"/data", *keys}, "kibana-setup": set()}.get(name, {"/data"})


def test_a_container_sees_only_the_key_that_it_uses(composed: dict[str, Any]) -> None:
    for name, role in (
        ("scheduler", "writer"),
        ("demo", "writer"),
        ("manager", "manager"),
        ("page", "reader"),
        ("kibana-setup", "kibana"),
    ):
        volumes = composed["services"][name]["volumes"]
        assert [volume["target"] for volume in volumes if "key" in volume["source"]] == [f"/keys/{role}"]


def test_secrets_are_files(composed: dict[str, Any], prepared: Path) -> None:
    """A container whose root file system is read-only takes no other kind."""
    assert all("file" in secret for secret in composed["secrets"].values())
    folder = prepared / "docker" / "secrets"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "elastic_password",
        "kibana_system_password",
        "kibana.yml",
        "postgres_password",
        "records_password",
        "records",
    }
    assert (prepared / ".env").read_text() == "XABAR_CONTACT=\n"


def test_passwords_of_an_earlier_version_are_kept(tmp_path: Path) -> None:
    kept = {"ELASTIC_PASSWORD": "one", "KIBANA_SYSTEM_PASSWORD": "two", "KIBANA_ENCRYPTION_KEY": "three"}
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in kept.items()))
    secrets = prepare(tmp_path) / "docker" / "secrets"
    assert (secrets / "elastic_password").read_text() == "one\n"
    assert (secrets / "kibana_system_password").read_text() == "two\n"
    assert (secrets / "kibana.yml").read_text().splitlines() == [
        'elasticsearch.password: "two"',
        'xpack.encryptedSavedObjects.encryptionKey: "three"',
        'xpack.security.encryptionKey: "three"',
        'xpack.reporting.encryptionKey: "three"',
    ]


def test_nothing_is_published_beyond_this_machine(composed: dict[str, Any]) -> None:
    for service in composed["services"].values():
        assert {port["host_ip"] for port in service.get("ports", ())} <= {"127.0.0.1"}


def test_no_secret_stands_in_what_docker_shows_of_a_container(
    composed: dict[str, Any], prepared: Path
) -> None:
    files = (prepared / "docker" / "secrets").iterdir()
    secrets = {secret for path in files for secret in re.findall("[0-9a-f]{64}", path.read_text())}
    assert len(secrets) == 5
    assert not [secret for secret in secrets if secret in json.dumps(composed)]


def test_the_server_and_its_health_check_read_the_password_from_the_file(
    composed: dict[str, Any], prepared: Path, tmp_path: Path
) -> None:
    """What their shells do, with the secret's path and the program that they start replaced."""
    service = composed["services"]["elasticsearch"]
    password = prepared / "docker" / "secrets" / "elastic_password"
    (tmp_path / "curl").write_text("#!/bin/sh\ncat\n")
    (tmp_path / "curl").chmod(0o755)
    shells = (service["entrypoint"][-1], service["healthcheck"]["test"][1])
    said = []
    for shell in shells:
        command = shell.replace("$$", "$").replace("/run/secrets/elastic_password", str(password))
        command = command.replace("/usr/local/bin/docker-entrypoint.sh", "printenv ELASTIC_PASSWORD; true")
        path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["/bin/sh", "-c", command], capture_output=True, text=True, env={"PATH": path}, cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr
        said.append(done.stdout.strip())
    assert said == [(secret := password.read_text().strip()), f'user = "elastic:{secret}"']


def test_without_passwords_it_says_what_to_run(prepared: Path, tmp_path: Path) -> None:
    shutil.copy(prepared / "docker-compose.yml", tmp_path)
    done = subprocess.run([*compose_command(), "config"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode != 0
    assert "docker/prepare" in done.stderr


def test_every_command_of_ours_exists_with_its_options(composed: dict[str, Any]) -> None:
    for name in ("setup", "kibana-setup", "scheduler", "demo", "page"):
        words = [word.partition("=")[0] for word in composed["services"][name]["command"]]
        commands = [word for word in words if not word.startswith(("-", "/"))]
        help_text = CliRunner().invoke(main, [*commands, "--help"])
        assert help_text.exit_code == 0, help_text.output
        for option in words:
            if option.startswith("--"):
                assert option in help_text.output, (name, option)
