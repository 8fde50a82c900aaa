"""What is in the wheel and the sdist, and that both are the same again from the same sources."""

import re
import tarfile
from email.parser import BytesParser
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from auditrack import __version__
from tests.release.conftest import CHECKOUT, build

TOPS = {
    "auditrack", "templates", "tests", "docs", ".ci", ".release", ".gitignore", "pyproject.toml",
    "README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", "PKG-INFO",
}  # fmt: skip
CACHES = re.compile(r"__pycache__|\.pyc$|/\.[^/]*_cache/|/\.hypothesis/|\.orig$|\.rej$|~$")


def sources(folder: str, ending: str = "*") -> set[str]:
    found = (CHECKOUT / folder).rglob(ending)
    names = (str(path.relative_to(CHECKOUT)) for path in found if path.is_file())
    return {name for name in names if not CACHES.search(name)}


@pytest.fixture(scope="module")
def in_wheel(wheel) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def metadata(wheel):
    with ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        return BytesParser().parsebytes(archive.read(name))


def test_one_wheel_is_for_every_machine_and_python(wheel, metadata):
    assert wheel.name == f"auditrack-{__version__}-py3-none-any.whl"
    assert metadata["Version"] == __version__
    assert metadata["Requires-Python"] == ">=3.11"


def test_the_wheel_holds_the_package_and_the_templates_and_nothing_else(in_wheel):
    templates = {f"auditrack/{name}" for name in sources("templates", "*.docx")}
    data = f"auditrack-{__version__}.data/data/"
    shared = {f"{data}{name.removeprefix('.release/')}" for name in sources(".release/share")}
    info = {name for name in in_wheel if name.startswith(f"auditrack-{__version__}.dist-info/")}
    assert len(templates) > 10 and len(shared) == 4
    assert in_wheel - info == sources("auditrack") | templates | shared


def test_man_and_the_shells_find_what_the_wheel_puts_below_share(in_wheel):
    share = f"auditrack-{__version__}.data/data/share"
    assert {
        f"{share}/man/man1/auditrack.1",
        f"{share}/bash-completion/completions/auditrack",
        f"{share}/zsh/site-functions/_auditrack",
        f"{share}/fish/vendor_completions.d/auditrack.fish",
    } <= in_wheel


def test_every_requirement_has_a_tested_version_that_it_allows(metadata):
    pinned = (CHECKOUT / ".ci" / "constraints.txt").read_text().splitlines()
    pins = dict(line.split("==") for line in pinned if "==" in line)
    pins = {canonicalize_name(name): version for name, version in pins.items()}
    asked = [Requirement(one) for one in metadata.get_all("Requires-Dist")]
    others = [one for one in asked if one.name != "auditrack"]
    assert {"textual", "psycopg"} <= {one.name for one in others}
    assert [str(one) for one in others if canonicalize_name(one.name) not in pins] == []
    for one in others:
        assert one.specifier.contains(pins[canonicalize_name(one.name)]), one


def test_the_sdist_holds_what_belongs_and_no_more(sdist):
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {name.split("/")[0] for name in names} == TOPS
    assert [name for name in names if CACHES.search(name)] == []
    assert sources("auditrack") | sources("templates") | sources(".release") <= names


def test_the_sdist_builds_the_very_same_wheel(sdist, wheel, tmp_path):
    """Another folder, other times of the files and another hour: the same bytes."""
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    build(tmp_path / f"auditrack-{__version__}", tmp_path, "-t", "wheel")
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_the_version_stands_in_one_place():
    said = re.compile(rf"(?i)version[\W_]+{re.escape(__version__)}\b")
    places = sources("auditrack", "*.py") | sources(".release", "*.py") | {"pyproject.toml"}
    found = [name for name in places if said.search((CHECKOUT / name).read_text())]
    assert found == ["auditrack/__init__.py"]
