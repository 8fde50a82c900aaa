"""Makes the offline bundle: every wheel that auditrack needs, their sums, and how to install them.

The same sources and the same wheels give the same bytes.
"""

import argparse
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from sbom import bill_of_materials
from wheels import Target, Wheel, fetch, needed, read_pins

RELEASE = Path(__file__).resolve().parent
CHECKOUT = RELEASE.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
MACHINES = ("x86_64", "aarch64")
EXTRAS = ("postgres",)
READ = ("README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md")


def main() -> None:
    """Make the bundle that the command line asks for, and say where it is."""
    asked = _asked()
    with TemporaryDirectory() as scratch:
        root = Wheel(asked.wheel) if asked.wheel else build_wheel(Path(scratch))
        name = f"auditrack-{root.version}-offline"
        folder = Path(scratch) / name
        assemble(folder, root, asked.python or PYTHONS, asked.machine or MACHINES[:1], asked.wheels)
        if not asked.wheels:
            validate(folder / "sbom.cdx.json")
        asked.out.mkdir(parents=True, exist_ok=True)
        bundle = asked.out / f"{name}.tar.gz"
        bundle.write_bytes(packed(folder))
    digest = sha256(bundle.read_bytes()).hexdigest()
    bundle.with_name(f"{bundle.name}.sha256").write_text(f"{digest}  {bundle.name}\n")
    print(f"{bundle}: {bundle.stat().st_size / 1e6:.1f} MB, SHA-256 {digest}")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=".release/bundle", description=__doc__)
    parser.add_argument(
        "--python",
        action="append",
        choices=PYTHONS,
        help="for this Python (repeatable; default: all)",
    )
    parser.add_argument(
        "--machine",
        action="append",
        choices=MACHINES,
        help="for this machine (repeatable; default: x86_64)",
    )
    parser.add_argument("--out", type=Path, default=Path("dist"), help="the folder to write into")
    parser.add_argument("--wheel", type=Path, help="auditrack's own wheel (default: build it)")
    parser.add_argument("--wheels", type=Path, help="take the wheels from here and not the index")
    return parser.parse_args()


def build_wheel(folder: Path) -> Wheel:
    """Build auditrack's own wheel from this checkout, with the hatchling that is installed."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"auditrack's own wheel could not be built:\n{done.stderr}")
    return Wheel(next(folder.glob("auditrack-*.whl")))


def assemble(
    folder: Path,
    root: Wheel,
    pythons: Iterable[str],
    machines: Iterable[str],
    offline: Path | None = None,
) -> None:
    """Fill a folder with all that the bundle holds.

    Args:
        folder: to be made.
        root: auditrack's own wheel.
        pythons: the Python versions of the hosts.
        machines: their machines.
        offline: a folder to take the wheels from in place of the package index.
    """
    pins = read_pins(CHECKOUT / ".ci" / "constraints.txt")
    targets = [Target(python, machine) for python in pythons for machine in machines]
    files = folder / "wheels"
    files.mkdir(parents=True)
    shutil.copy(root.path, files)
    found: dict[Target, dict[str, Wheel]] = {}
    needs: dict[str, set[str]] = {}
    for target in targets:
        place = folder.parent / f"{target.python}-{target.machine}"
        found[target], edges = needed(root, EXTRAS, target, pins, place, offline)
        for wheel in found[target].values():
            needs.setdefault(wheel.name, set()).update(edges.get(wheel.name, ()))
            shutil.copy(wheel.path, files)
    _add_pip(targets[0], files, offline)
    wheels = [Wheel(path) for path in sorted(files.iterdir())]
    (folder / "requirements.txt").write_text(requirements(found, wheels))
    bill = bill_of_materials(root.name, wheels, needs, made_at())
    (folder / "sbom.cdx.json").write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n")
    words = {
        "VERSION": root.version,
        "PYTHONS": " ".join(f"python{one}" for one in dict.fromkeys(t.python for t in targets)),
        "MACHINES": " ".join(dict.fromkeys(t.machine for t in targets)),
    }
    for name in ("install", "INSTALL.txt"):
        text = (RELEASE / name).read_text()
        (folder / name).write_text(re.sub("@([A-Z]+)@", lambda word: words[word[1]], text))
    (folder / "install").chmod(0o755)
    for name in READ:
        shutil.copy(CHECKOUT / name, folder)
    shutil.copytree(CHECKOUT / "docs", folder / "docs")
    (folder / "SHA256SUMS").write_text(sums(folder))


def _add_pip(target: Target, files: Path, offline: Path | None) -> None:
    """The pip that installs it all runs from its own wheel, so that the host needs none."""
    tools = (RELEASE / "tools.txt").read_text().splitlines()
    pip = next(line for line in tools if line.startswith("pip=="))
    fetch([pip], target, files, offline)


def requirements(found: Mapping[Target, Mapping[str, Wheel]], wheels: Iterable[Wheel]) -> str:
    """What pip is to install, each with the sums it may have, and with the hosts it is for."""
    lines = ["# pip install --no-index --find-links wheels --require-hashes -r requirements.txt"]
    by_name: dict[str, list[Wheel]] = {}
    for wheel in wheels:
        by_name.setdefault(wheel.name, []).append(wheel)
    for name, files in sorted(by_name.items()):
        hosts = [target for target, there in found.items() if name in there]
        if not hosts:
            continue  # pip itself
        where = ""
        if len(hosts) < len(found):
            one_of = " or ".join(
                f"(python_version == '{t.python}' and platform_machine == '{t.machine}')"
                for t in hosts
            )
            where = f" ; {one_of}"
        hashes = "".join(f" \\\n    --hash=sha256:{one.digest}" for one in files)
        lines.append(f"{name}=={files[0].version}{where}{hashes}")
    return "\n".join(lines) + "\n"


def sums(folder: Path) -> str:
    """The SHA-256 of every file in a folder, as `sha256sum --check` reads them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(
        f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}\n" for path in files
    )


def validate(bill: Path) -> None:
    """Compare the SBOM with the schema that its standard publishes.

    Raises:
        SystemExit: it does not fit it.
    """
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill.read_text())
    if fault:
        sys.exit(f"The SBOM does not fit CycloneDX 1.6: {fault}")


def made_at() -> int:
    """When the sources were last changed, in seconds since 1970; never the time of the build."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    last = ["git", "-C", str(CHECKOUT), "log", "-1", "--format=%ct"]
    done = subprocess.run(last, capture_output=True, text=True, check=False)
    return int(done.stdout) if done.returncode == 0 and done.stdout.strip() else 1577836800


def packed(folder: Path) -> bytes:
    """A folder as .tar.gz: sorted, of one time, and of nobody."""
    content = io.BytesIO()
    at = made_at()
    with tarfile.open(fileobj=content, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in (folder, *sorted(folder.rglob("*"))):
            entry = archive.gettarinfo(path, str(path.relative_to(folder.parent)))
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            entry.mtime = at
            entry.mode = 0o755 if path.is_dir() or path.name == "install" else 0o644
            if path.is_dir():
                archive.addfile(entry)
            else:
                with path.open("rb") as file:
                    archive.addfile(entry, file)
    return gzip.compress(content.getvalue(), compresslevel=6, mtime=0)


if __name__ == "__main__":
    main()
