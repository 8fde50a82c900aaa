"""A state of the register made of plain tables, and a little board to test disclosure on."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from auditrack.model.change import Head
from auditrack.views.fit import MADE_OF

Document = dict[str, Any]


class Made:
    """Records in plain tables, behind the questions of `model.change.Records`."""

    def __init__(self, tables: Mapping[str, list[Document]], name: str = "made") -> None:
        self.tables = tables
        # What is unfit is remembered by the head, so each state has its own.
        self.head = Head(1, f"{name} {id(self)}")
        self._kept = tables

    def get(self, table: str, ref: str) -> Document | None:
        return next((one for one in self.select(table) if one["ref"] == ref), None)

    def select(self, table: str, filter: Any = None) -> tuple[Document, ...]:
        found = tuple(_frozen(one) for one in self.tables.get(table, ()))
        if filter is None:
            return found
        wanted = filter.query()
        return tuple(one for one in found if wanted(one))

    def index(self, table: str, field: str) -> Mapping[Any, tuple[Document, ...]]:
        made: dict[Any, tuple[Document, ...]] = {}
        for one in self.select(table):
            value = one.get(field)
            for part in value if isinstance(value, tuple) else (value,):
                if part is not None:
                    made[part] = (*made.get(part, ()), one)
        return made

    def next_number(self, prefix: str) -> int:
        return 99


def _frozen(document: Document) -> Document:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in document.items()}


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from texts_in(name)
            yield from texts_in(one)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for one in value:
            yield from texts_in(one)


def fields_of(table: str) -> dict[str, str]:
    """The fields of a table that can hold text: "text" or "texts" by name; never the reference."""
    if table == "board":
        from auditrack.model.board import Board as kind
    elif table == "subgroups":
        from auditrack.model.board import Subgroup as kind
    elif table == "imports":
        from auditrack.model.paper import Import as kind
    elif table == "roles":
        from auditrack.model.board import RoleGrant as kind
    else:
        kind = MADE_OF[table][0]
    found = {}
    for field in msgspec.structs.fields(kind):
        said = str(field.type)
        if field.encode_name != "ref" and "str" in said:
            found[field.encode_name] = "texts" if "tuple" in said else "text"
    return found


TABLES = ("board", *MADE_OF, "subgroups", "imports", "roles")
"""Every table that holds records."""


def board() -> dict[str, list[Document]]:
    """A board with a public review, a withheld one, and at least one record of each table on each.

    What hangs on the public review has `open` in its reference, what hangs on the other `shut`.
    """
    made: dict[str, list[Document]] = {
        "board": [{"ref": "board", "name": "Fernshire Board", "nation": "england"}],
        "subgroups": [{"ref": "quality", "title": "Quality"}],
        "imports": [{"ref": "imp-1", "file": "review.pdf"}],
        "roles": [{"ref": "officer", "roles": ["officer"]}],
        "agencies": [
            {"ref": "police", "name": "Fernshire Police"},
            {"ref": "surgery", "name": "Surgery 2"},
        ],
        "leads": [{"ref": "head", "title": "Head", "agency": "police", "logins": ["a"]}],
        "reviews": [
            {"ref": "open", "title": "Child Open", "published": "2019-05-01", "type": "scr"},
            {"ref": "shut", "title": "Child Shut", "publishable": "no", "published": "2020-05-01"},
        ],
        "links": [
            {"ref": "lnk-1", "a": "open/1", "b": "open/2", "as": "related"},
            {"ref": "lnk-2", "a": "open/1", "b": "shut/1", "as": "same-ask"},
        ],
        "themes": [
            {"ref": "own_open", "name": "Our theme"},
            {"ref": "own_shut", "name": "Theme of the other"},
        ],
        "phrases": [{"ref": "phr-1", "theme": "own_open", "phrase": "a phrase"}],
        "recurrence_reasons": [{"ref": "rsn-1", "theme": "own_open", "kind": "other"}],
        "sheet_words": [{"ref": "shw-1", "said": "word"}],
        "meetings": [{"ref": "mtg-1", "date": "2020-01-01", "chair": "head"}],
        "presences": [{"ref": "prs-1", "meeting": "mtg-1", "who": "head"}],
        "interests": [{"ref": "int-1", "meeting": "mtg-1", "who": "head", "interest": "one"}],
        "meeting_items": [{"ref": "mit-1", "meeting": "mtg-1", "on_ref": "open/1"}],
        "return_forms": [{"ref": "ret-1", "agency": "police", "asks": ["open/1"]}],
        "reminders": [{"ref": "rem-1", "form": "ret-1"}],
        "return_questions": [{"ref": "rq-1", "form": "ret-1", "question": "What?"}],
        "exports": [{"ref": "exp-1", "kind": "progress"}],
        "heading_sets": [{"ref": "hds-1", "edition": "Ours"}],
        "headings": [{"ref": "hdg-1", "set": "hds-1", "text": "A heading"}],
        "heading_checks": [{"ref": "hck-1", "set": "hds-1"}],
        "releases": [{"ref": "rel-1", "kind": "postcode", "fingerprint": "f", "reason": "r"}],
        "publications": [{"ref": "pub-1", "kind": "record"}],
        "sign_offs": [{"ref": "sgn-1", "publication": "pub-1"}],
        "agency_comments": [{"ref": "cmt-1", "publication": "pub-1", "agency": "police"}],
        "other_boards": [
            {"ref": "oth-1", "name": "Avonshire Board", "register": "a", "as_at": "2020-01-01"}
        ],
        "other_board_themes": [
            {"ref": "obt-1", "other_board": "oth-1", "theme": "neglect", "name": "Neglect"}
        ],
    }
    for name in ("open", "shut"):
        for table, one in _hanging(name):
            made.setdefault(table, []).append(one)
    made["proceedings"] = [
        {"ref": "prc-1", "review": "open", "kind": "inquest", "ended": "2018-01-01"}
    ]
    return made


def _hanging(name: str) -> Iterator[tuple[str, Document]]:
    agency = "police" if name == "open" else "surgery"
    yield "windows", {"ref": f"win-{name}", "review": name, "start": "2016", "end": "2017"}
    yield "told", {"ref": f"tld-{name}", "review": name, "whom": "families", "on": "2019"}
    yield "watch_names", {"ref": f"wat-{name}", "review": name, "name": "Bloggs"}
    yield "findings", {"ref": f"{name}/f-1", "review": name, "text": "It was found."}
    for label in ("1", "2"):
        yield "recommendations", {
            "ref": f"{name}/{label}", "review": name, "text": "Do it.", "label": label,
            "agencies": [agency],
        }  # fmt: skip
    yield "replies", {
        "ref": f"rep-{name}", "recommendation": f"{name}/1", "agency": agency,
        "answer": "declined", "on": "2019-06-01",
    }  # fmt: skip
    yield "decisions", {
        "ref": f"dec-{name}", "on_ref": f"{name}/1", "decision": "implement", "on": "2019-07-01",
    }  # fmt: skip
    yield "actions", {
        "ref": f"act-{name}", "what": "Train.", "serves": [f"{name}/1"], "agency": agency,
        "due": "2019-12-31",
    }  # fmt: skip
    yield "updates", {
        "ref": f"upd-{name}", "action": f"act-{name}", "on": "2019-08-01", "state": "done",
    }  # fmt: skip
    yield "extensions", {"ref": f"ext-{name}", "action": f"act-{name}", "to": "2020-01-31"}
    yield "audits", {
        "ref": f"aud-{name}", "serves": [f"{name}/1"], "date": "2021-01-01",
        "outcome": "partly", "agencies": [agency], "sample": 9, "met": 5,
    }  # fmt: skip
    yield "criteria", {
        "ref": f"crt-{name}", "audit": f"aud-{name}", "number": 1, "question": "Was it?",
    }  # fmt: skip
    yield "evidence", {
        "ref": f"ev-{name}", "shows": "A sample.", "serves": [f"act-{name}"], "level": 3,
        "about": "2021", "agency": agency,
    }  # fmt: skip
    yield "theme_links", {
        "ref": f"tl-{name}", "of": f"{name}/1", "review": name, "theme": f"own_{name}",
        "status": "confirmed",
    }  # fmt: skip
    yield "mentions", {
        "ref": f"men-{name}", "link": f"tl-{name}", "review": name, "theme": f"own_{name}",
        "concern_from": "2016",
    }  # fmt: skip
    yield "serves", {"ref": f"srv-{name}", "record": f"act-{name}", "serves": f"{name}/2"}
