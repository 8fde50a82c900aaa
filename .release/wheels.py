"""Which wheels auditrack needs on a host, found by following what each one says it requires."""

import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

OLDEST_GLIBC = 17
NEWEST_GLIBC = 28
"""2.28 is that of Debian 10, Ubuntu 20.04 and RHEL 8; a wheel for an older one runs there too."""


@dataclass(frozen=True)
class Target:
    """A kind of host: its Python ("3.12") and its machine ("x86_64")."""

    python: str
    machine: str

    def environment(self, extra: str) -> dict[str, str]:
        """What the markers of a requirement are asked about there."""
        return {
            **default_environment(),
            "python_version": self.python,
            "python_full_version": f"{self.python}.0",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "sys_platform": "linux",
            "platform_system": "Linux",
            "os_name": "posix",
            "platform_machine": self.machine,
            "extra": extra,
        }


@dataclass(frozen=True)
class Wheel:
    """One wheel file."""

    path: Path

    @property
    def name(self) -> str:
        """The name of what it installs, as the index spells it."""
        return parse_wheel_filename(self.path.name)[0]

    @property
    def version(self) -> str:
        """The version of what it installs."""
        return str(parse_wheel_filename(self.path.name)[1])

    @cached_property
    def digest(self) -> str:
        """Its SHA-256."""
        return sha256(self.path.read_bytes()).hexdigest()

    @cached_property
    def metadata(self) -> Message:
        """What it says of itself."""
        with ZipFile(self.path) as archive:
            name = next(
                n for n in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", n)
            )
            return BytesParser().parsebytes(archive.read(name))

    def requires(self, target: Target, extras: Iterable[str] = ()) -> list[Requirement]:
        """What it requires on a kind of host, with some of its extras."""
        environments = [target.environment(extra) for extra in ("", *extras)]
        every = map(Requirement, self.metadata.get_all("Requires-Dist") or ())
        return [
            one
            for one in every
            if one.marker is None or any(one.marker.evaluate(env) for env in environments)
        ]


def read_pins(path: Path) -> dict[str, str]:
    """The tested version of each package, by its name as the index spells it."""
    lines = (line.partition("#")[0].strip() for line in path.read_text().splitlines())
    pairs = (line.split("==") for line in lines if line)
    return {canonicalize_name(name): version for name, version in pairs}


def needed(
    root: Wheel, extras: Iterable[str], target: Target, pins: Mapping[str, str], folder: Path,
    offline: Path | None,
) -> tuple[dict[str, Wheel], dict[str, set[str]]]:  # fmt: skip
    """Fetch every wheel that a wheel needs on one kind of host.

    Args:
        root: the wheel to install there.
        extras: its extras that are wanted.
        target: the kind of host.
        pins: the version of each package.
        folder: where the wheels go.
        offline: a folder to take them from in place of the package index.

    Returns:
        The wheels by name, the root with them; and by name what each of them needs there.

    Raises:
        SystemExit: a package has no pin, its pin is not allowed, or it has no wheel for the host.
    """
    found = {root.name: root}
    todo = [(root, tuple(extras))]
    seen: set[tuple[str, str]] = set()
    needs: dict[str, set[str]] = {}
    while todo:
        wanted: dict[str, set[str]] = {}
        for wheel, chosen in todo:
            for one in wheel.requires(target, chosen):
                name = canonicalize_name(one.name)
                if name not in pins:
                    sys.exit(
                        f"{one.name}, which {wheel.name} needs, is not in .ci/constraints.txt."
                    )
                if not one.specifier.contains(pins[name], prereleases=True):
                    sys.exit(
                        f"{wheel.name} needs {one}, and .ci/constraints.txt pins {pins[name]}."
                    )
                needs.setdefault(wheel.name, set()).add(name)
                wanted.setdefault(name, set()).update(("", *one.extras))
        fetch([f"{n}=={pins[n]}" for n in wanted if n not in found], target, folder, offline)
        there = {wheel.name: wheel for wheel in map(Wheel, folder.glob("*.whl"))}
        todo = []
        for name, asked in wanted.items():
            found[name] = there.get(name) or found[name]
            new = {(name, extra) for extra in asked} - seen
            seen |= new
            if new:
                todo.append((found[name], tuple(extra for _, extra in new if extra)))
    return found, needs


def fetch(asked: list[str], target: Target, folder: Path, offline: Path | None) -> None:
    """Fetch wheels for one kind of host, and nothing that would have to be compiled."""
    folder.mkdir(parents=True, exist_ok=True)
    if not asked:
        return
    glibc = range(NEWEST_GLIBC, OLDEST_GLIBC - 1, -1)
    platforms = [f"manylinux_2_{minor}_{target.machine}" for minor in glibc]
    source = ["--no-index", "--find-links", str(offline)] if offline else []
    done = subprocess.run(
        [
            sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
            "--implementation", "cp", "--python-version", target.python,
            *(f"--platform={one}" for one in (*platforms, f"manylinux2014_{target.machine}")),
            "--dest", str(folder), *source, *asked,
        ],
        check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"Not every wheel is there for Python {target.python} on {target.machine}.")
