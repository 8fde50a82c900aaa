"""The bundle for hosts without internet: its sums, its list of contents, and how it installs."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec
import pytest

from auditrack import __version__

PINNED = re.compile(r"^([a-z0-9-]+)==([^ ]+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.M)


class Hash(msgspec.Struct, forbid_unknown_fields=True):
    alg: Literal["SHA-256"]
    content: str


class Component(msgspec.Struct, forbid_unknown_fields=True, rename={"bom_ref": "bom-ref"}):
    """The fields of a CycloneDX 1.6 component that a bundle uses."""

    type: Literal["application", "library", "file"]
    bom_ref: str
    name: str
    version: str = ""
    description: str = ""
    purl: str = ""
    licenses: list[dict[str, str | dict[str, str]]] = []
    hashes: list[Hash] = []
    components: list["Component"] = []


class Dependency(msgspec.Struct, forbid_unknown_fields=True):
    ref: str
    dependsOn: list[str]


class Metadata(msgspec.Struct, forbid_unknown_fields=True):
    timestamp: str
    lifecycles: list[dict[str, str]]
    component: Component


class Bill(msgspec.Struct, forbid_unknown_fields=True):
    bomFormat: Literal["CycloneDX"]
    specVersion: Literal["1.6"]
    serialNumber: str
    version: int
    metadata: Metadata
    components: list[Component]
    dependencies: list[Dependency]


@pytest.fixture(scope="module")
def bill(bundle) -> Bill:
    return msgspec.json.decode((bundle / "sbom.cdx.json").read_bytes(), type=Bill)


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def test_every_file_has_its_sum(bundle):
    summed = dict(
        reversed(line.split("  ", 1)) for line in (bundle / "SHA256SUMS").read_text().splitlines()
    )
    there = {str(path.relative_to(bundle)) for path in bundle.rglob("*") if path.is_file()}
    assert there - {"SHA256SUMS"} == set(summed)
    assert {name: digest(bundle / name) for name in summed} == summed
    assert {"install", "INSTALL.txt", "LICENSE", "SECURITY.md", "docs/enforcement.md"} <= there


def test_pip_may_install_only_the_wheels_of_the_bundle(bundle):
    text = (bundle / "requirements.txt").read_text()
    pinned = {name: re.findall("[0-9a-f]{64}", sums) for name, _, sums in PINNED.findall(text)}
    allowed = {one for sums in pinned.values() for one in sums}
    wheels = {digest(path): path.name for path in (bundle / "wheels").iterdir()}
    assert set(wheels) - allowed == {next(d for d, n in wheels.items() if n.startswith("pip-"))}
    assert allowed <= set(wheels)
    # What is required by what is required, and by what comes with an extra, is there too.
    assert {"auditrack", "textual", "markdown-it-py", "mdurl", "psycopg-binary"} <= set(pinned)
    assert {"pytest", "hatchling", "ruff"}.isdisjoint(pinned)


def test_the_list_of_contents_names_every_package_with_its_files_and_needs(bundle, bill):
    main = bill.metadata.component
    assert (main.type, main.name, main.version) == ("application", "auditrack", __version__)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill.serialNumber)
    packages = [main, *bill.components]
    files = {file.name: file.hashes[0].content for one in packages for file in one.components}
    assert files == {path.name: digest(path) for path in (bundle / "wheels").iterdir()}
    assert all(one.purl == f"pkg:pypi/{one.name}@{one.version}" for one in packages)
    assert all(one.licenses for one in packages)
    references = [one.bom_ref for one in packages]
    needs = {one.ref: one.dependsOn for one in bill.dependencies}
    assert len(set(references)) == len(references) and set(needs) == set(references)
    assert {one for every in needs.values() for one in every} <= set(references)
    psycopg = next(one.bom_ref for one in packages if one.name == "psycopg")
    assert psycopg in needs[main.bom_ref]
    assert any("psycopg-binary" in one for one in needs[psycopg])


def test_the_same_folder_is_packed_to_the_same_bytes(bundle, tmp_path, monkeypatch):
    from bundle import packed

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    again = tmp_path / bundle.name
    shutil.copytree(bundle, again)
    for path in again.rglob("*"):
        os.utime(path, (1, 1))
        path.chmod(0o700)
    assert packed(again) == packed(bundle)


def install(bundle: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*without_a_network(), bundle / "install", *arguments],
        env={"PATH": os.environ["PATH"], "HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def without_a_network() -> list[str]:
    """A way to run a program without a network, where this login may."""
    way = ["unshare", "--map-root-user", "--net"]
    may = shutil.which("unshare") and not subprocess.run([*way, "true"], check=False).returncode
    return way if may else []


def change_a_wheel(bundle: Path) -> None:
    wheel = next((bundle / "wheels").glob("auditrack-*"))
    wheel.write_bytes(wheel.read_bytes()[:-1] + b"x")


def lose_a_wheel(bundle: Path) -> None:
    next((bundle / "wheels").glob("textual-*")).unlink()


def change_the_requirements(bundle: Path) -> None:
    with (bundle / "requirements.txt").open("a") as file:
        file.write("another==1\n")


def lose_the_sums(bundle: Path) -> None:
    (bundle / "SHA256SUMS").unlink()


@pytest.mark.parametrize(
    "harm", [change_a_wheel, lose_a_wheel, change_the_requirements, lose_the_sums]
)
def test_a_bundle_that_is_not_whole_installs_nothing(bundle, tmp_path, harm):
    copy = tmp_path / "bundle"
    shutil.copytree(bundle, copy)
    harm(copy)
    home = tmp_path / "home"
    home.mkdir()
    done = install(copy, home, "--to", str(home / "there"), "--python", sys.executable)
    assert done.returncode == 1
    assert "not what it was when the bundle was made" in done.stderr
    assert done.stderr.endswith("Nothing was installed.\n")
    assert list(home.iterdir()) == []


def test_another_python_and_a_strange_folder_are_refused(bundle, tmp_path):
    done = install(bundle, tmp_path, "--python", "/bin/false", "--to", str(tmp_path / "there"))
    assert done.returncode == 1 and "It is for: python3." in done.stderr
    strange = tmp_path / "there" / __version__
    strange.mkdir(parents=True)
    (strange / "letter").write_text("not auditrack's")
    done = install(bundle, tmp_path, "--python", sys.executable, "--to", str(tmp_path / "there"))
    assert done.returncode == 1 and "is there and is no auditrack" in done.stderr
    assert [path.name for path in strange.iterdir()] == ["letter"]


def test_an_installation_that_fails_is_taken_off_again(bundle, tmp_path):
    """The wheels here are empty, that of pip too."""
    done = install(bundle, tmp_path, "--python", sys.executable, "--to", str(tmp_path / "there"))
    assert done.returncode == 1
    assert "The wheels could not be installed" in done.stderr
    assert list((tmp_path / "there").iterdir()) == []


def test_a_real_bundle_installs_and_works_without_a_network(tmp_path):
    made = os.environ.get("AUDITRACK_BUNDLE", "")
    if not Path(made).is_file():
        pytest.skip("no offline bundle was made beforehand")
    with tarfile.open(made) as archive:
        archive.extractall(tmp_path, filter="data")
    unpacked = next(tmp_path.iterdir())
    home = tmp_path / "home"
    home.mkdir()
    there = home / "there"
    for said in ("is installed in", "already"):  # twice: the second time changes nothing
        arguments = ("--python", sys.executable, "--to", str(there), "--no-links")
        done = install(unpacked, home, *arguments)
        assert done.returncode == 0 and said in done.stderr, done.stderr
    auditrack = there / __version__ / "bin" / "auditrack"
    for words in (("demo", str(home / "demo"), "--no-open"), ("verify",), ("report", "progress")):
        rest = () if words[0] == "demo" else ("--register", str(home / "demo"))
        out = ("--out", str(home / "progress.docx")) if words[0] == "report" else ()
        done = subprocess.run(
            [*without_a_network(), auditrack, *words, *rest, *out],
            env={"PATH": os.environ["PATH"], "HOME": str(home)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert (home / "progress.docx").stat().st_size > 10_000
    assert json.loads((unpacked / "sbom.cdx.json").read_text())["specVersion"] == "1.6"
