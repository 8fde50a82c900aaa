"""The list of what is in a bundle (SBOM), as CycloneDX 1.6 in JSON."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID
from zipfile import ZipFile

from wheels import Wheel

SPECIFICATION = "1.6"


def bill_of_materials(
    root: str, wheels: Iterable[Wheel], needs: Mapping[str, Iterable[str]], at: int
) -> dict[str, Any]:
    """Every package of a bundle with its licence, its files and what it needs.

    Args:
        root: the name of the package that the bundle is for.
        wheels: every wheel; a package may have one for each kind of host.
        needs: by the name of a package, those that it needs on any of the hosts.
        at: when, in seconds since 1970.
    """
    by_name: dict[str, list[Wheel]] = {}
    for wheel in sorted(wheels, key=lambda one: one.path.name):
        by_name.setdefault(wheel.name, []).append(wheel)
    components = {name: _package(name, files) for name, files in sorted(by_name.items())}
    main = components.pop(root)
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": SPECIFICATION,
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(at, UTC).isoformat().replace("+00:00", "Z"),
            "lifecycles": [{"phase": "build"}],
            "component": {**main, "type": "application"},
        },
        "components": list(components.values()),
        "dependencies": [
            {
                "ref": _reference(files[0]),
                "dependsOn": sorted(_reference(by_name[one][0]) for one in needs.get(name, ())),
            }
            for name, files in sorted(by_name.items())
        ],
    }
    # The same bundle has the same number, so that two of the same sources are the same bytes.
    content = sha256(json.dumps(bill, sort_keys=True).encode()).digest()
    return {"serialNumber": UUID(bytes=content[:16], version=4).urn, **bill}


def _package(name: str, files: list[Wheel]) -> dict[str, Any]:
    metadata = files[0].metadata
    said = {"description": " ".join((metadata["Summary"] or "").split())}
    return {
        "type": "library",
        "bom-ref": _reference(files[0]),
        "name": name,
        "version": files[0].version,
        "purl": _reference(files[0]),
        **{key: value for key, value in said.items() if value},
        "licenses": _licences(files[0]),
        "components": [_file(one) for one in files],
    }


def _reference(wheel: Wheel) -> str:
    return f"pkg:pypi/{wheel.name}@{wheel.version}"


def _file(wheel: Wheel) -> dict[str, Any]:
    inside = list(_carried(wheel))
    return {
        "type": "file",
        "bom-ref": f"file:{wheel.path.name}",
        "name": wheel.path.name,
        "hashes": [{"alg": "SHA-256", "content": wheel.digest}],
        **({"components": inside} if inside else {}),
    }


def _carried(wheel: Wheel) -> Iterable[dict[str, Any]]:
    """The libraries of others that a wheel carries with it."""
    with ZipFile(wheel.path) as archive:
        for name in sorted(archive.namelist()):
            if re.search(r"(\.libs/[^/]*\.so|/lib[^/]*\.so)[^/]*$", name):
                yield {
                    "type": "file",
                    "bom-ref": f"file:{wheel.path.name}!/{name}",
                    "name": name,
                    "hashes": [
                        {"alg": "SHA-256", "content": sha256(archive.read(name)).hexdigest()}
                    ],
                }
            elif re.fullmatch(r"[^/]+\.dist-info/sboms/[^/]+\.cdx\.json", name):
                for part in json.loads(archive.read(name)).get("components", ()):
                    if not str(part.get("purl", "")).startswith("pkg:pypi/"):
                        yield {
                            "type": "library",
                            "bom-ref": f"file:{wheel.path.name}#{part['bom-ref']}",
                            **{
                                key: part[key] for key in ("name", "version", "purl") if key in part
                            },
                        }


def _licences(wheel: Wheel) -> list[dict[str, Any]]:
    """The licence as the package gives it: an expression, its own words, or its classifiers."""
    metadata = wheel.metadata
    if expression := metadata["License-Expression"]:
        return [{"expression": expression}]
    classified = [
        one.rpartition(" :: ")[2]
        for one in metadata.get_all("Classifier") or ()
        if one.startswith("License ::")
    ]
    words = (metadata["License"] or "").strip()
    names = [words] if words and "\n" not in words else classified
    return [{"license": {"name": name}} for name in names or ["not said"]]
