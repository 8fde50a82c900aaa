"""A wheel and an sdist of this checkout, and a bundle of wheels that install nothing."""

import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.made_once import made_once

CHECKOUT = Path(__file__).parents[2]
RELEASE = CHECKOUT / ".release"
sys.path.append(str(RELEASE))


def build(source: Path, to: Path, *targets: str) -> None:
    """Build with the hatchling that is here, of one time and without a network."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(to), *targets],
        cwd=source,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"},
        check=True,
        capture_output=True,
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """The folder with the wheel and the sdist of this checkout."""
    return made_once(tmp_path_factory, "release", lambda folder: build(CHECKOUT, folder))


@pytest.fixture(scope="session")
def wheel(built) -> Path:
    return next(built.glob("*.whl"))


@pytest.fixture(scope="session")
def sdist(built) -> Path:
    return next(built.glob("*.tar.gz"))


@pytest.fixture(scope="session")
def bundle(wheel, tmp_path_factory) -> Path:
    """An unpacked bundle for this Python. Its wheels say what the real ones say and are empty."""
    from bundle import assemble
    from wheels import Wheel, read_pins

    def make(folder: Path) -> None:
        hollow = folder / "hollow"
        hollow.mkdir()
        for name, version in read_pins(CHECKOUT / ".ci" / "constraints.txt").items():
            hollow_wheel(hollow, name, version)
        hollow_wheel(hollow, "pip", pinned_pip())
        python = f"{sys.version_info.major}.{sys.version_info.minor}"
        assemble(folder / "bundle", Wheel(wheel), [python], [os.uname().machine], hollow)

    return made_once(tmp_path_factory, "bundle", make) / "bundle"


def pinned_pip() -> str:
    lines = (RELEASE / "tools.txt").read_text().splitlines()
    return next(line for line in lines if line.startswith("pip==")).partition("==")[2]


def hollow_wheel(folder: Path, name: str, version: str) -> None:
    """A wheel without code, which needs what the package that is installed here needs."""
    try:
        needs = importlib.metadata.requires(name) or ()
    except importlib.metadata.PackageNotFoundError:
        needs = ()
    stem = f"{name.replace('-', '_')}-{version}"
    about = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", "License: MIT"]
    with ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as archive:
        archive.writestr(
            f"{stem}.dist-info/METADATA",
            "\n".join([*about, *(f"Requires-Dist: {one}" for one in needs), "", ""]),
        )
        archive.writestr(
            f"{stem}.dist-info/WHEEL",
            "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        archive.writestr(f"{stem}.dist-info/RECORD", "")
