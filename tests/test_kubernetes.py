"""The manifests: valid for the versions of Kubernetes in use, with the rights that they need and no more.

Docker, a cluster and an image are not needed: a validator that has Kubernetes' own schemas reads the files, and kustomize
puts them together where `kubectl` is.
"""

from __future__ import annotations

import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from crawler.settings import ENVIRONMENT
from xabar.cli import main

FOLDER = Path(__file__).parent.parent / "kubernetes"
VERSIONS = ("1.31", "1.34")
RESOURCES: list[str] = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())["resources"]
SECRETS = ("records", "ca.pem", "elastic_password", "writer.key", "reader.key", "web-token")


def objects() -> Iterator[dict[str, Any]]:
    for name in RESOURCES:
        yield from yaml.safe_load_all((FOLDER / name).read_text())


OBJECTS = {f"{each['kind']} {each['metadata']['name']}": each for each in objects()}
PODS = {
    name: each["spec"]["template"]["spec"]
    for name, each in OBJECTS.items()
    if "template" in each.get("spec", {})
}
CONTAINERS = {
    f"{name}, {each['name']}": each
    for name, pod in PODS.items()
    for each in (*pod.get("initContainers", ()), *pod["containers"])
}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", OBJECTS)
def test_it_is_what_kubernetes_understands(name: str, version: str) -> None:
    kubernetes_validate.validate(OBJECTS[name], version, strict=True)


def test_schedulers_are_a_deployment_and_the_setup_is_a_job() -> None:
    assert {"Deployment scheduler", "Job setup", "PodDisruptionBudget scheduler"} <= OBJECTS.keys()
    assert (
        OBJECTS["Deployment scheduler"]["spec"]["replicas"]
        > OBJECTS["PodDisruptionBudget scheduler"]["spec"]["minAvailable"]
    )


@pytest.mark.parametrize("name", PODS)
def test_a_pod_is_an_ordinary_user_without_a_key_to_the_cluster(name: str) -> None:
    pod = PODS[name]
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_container_has_no_rights_and_a_limit_of_memory(name: str) -> None:
    container = CONTAINERS[name]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert container["resources"]["limits"]["memory"]
    assert container["resources"]["requests"].keys() == {"cpu", "memory"}


@pytest.mark.parametrize("name", PODS)
def test_every_mount_is_of_a_volume_and_every_secret_is_one_that_is_made(name: str) -> None:
    made = {each["name"] for each in _kustomization()["secretGenerator"]}
    volumes = {each["name"]: each for each in PODS[name]["volumes"]}
    mounted = {
        mount["name"]
        for container in (*PODS[name].get("initContainers", ()), *PODS[name]["containers"])
        for mount in container["volumeMounts"]
    }
    assert mounted == volumes.keys()
    assert {each["secret"]["secretName"] for each in volumes.values() if "secret" in each} <= made


@pytest.mark.parametrize("name", [name for name, each in CONTAINERS.items() if "args" in each])
def test_the_command_exists_with_these_options(name: str) -> None:
    word, *options = CONTAINERS[name]["args"]
    command = main.get_command(None, word)  # type: ignore[arg-type]
    while options and not options[0].startswith("-"):
        command = command.get_command(None, options.pop(0))  # type: ignore[union-attr]
    known = {option for parameter in command.params for option in parameter.opts}  # type: ignore[union-attr]
    assert {option.partition("=")[0] for option in options} <= known


def test_every_variable_is_one_that_the_settings_read() -> None:
    [settings] = _kustomization()["configMapGenerator"]
    named = [literal.partition("=")[0] for literal in settings["literals"]]
    named += [each["name"] for container in CONTAINERS.values() for each in container.get("env", ())]
    assert set(named) <= set(ENVIRONMENT)


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not here")
def test_kustomize_puts_it_together(tmp_path: Path) -> None:
    folder = tmp_path / "kubernetes"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("secrets"))
    (folder / "secrets").mkdir()
    for name in SECRETS:
        (folder / "secrets" / name).write_text(secrets.token_hex())
    done = subprocess.run(["kubectl", "kustomize", str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made = [*yaml.safe_load_all(done.stdout)]
    for each in made:
        kubernetes_validate.validate(each, VERSIONS[-1], strict=True)
    pods = [each["spec"]["template"]["spec"] for each in made if "template" in each.get("spec", {})]
    names = {each["metadata"]["name"] for each in made if each["kind"] in ("Secret", "ConfigMap")}
    for pod in pods:
        used = {each["secret"]["secretName"] for each in pod["volumes"] if "secret" in each}
        used |= {each["envFrom"][0]["configMapRef"]["name"] for each in pod["containers"]}
        assert used <= names
        assert all(each["image"] == "registry.example/xabar:0.1.0" for each in pod["containers"])


def _kustomization() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())
    return read
