"""What the database is asked: plain SQL, and never without whose records are meant."""

import ast
import re
from pathlib import Path

import pytest

import auditrack.register.postgres as store
from auditrack.register.postgres import schema

FOLDER = Path(store.__file__).parent
EXOTIC = re.compile(
    r"\b(LISTEN|NOTIFY|SERIAL|BIGSERIAL|IDENTITY|NEXTVAL|SEQUENCE|TRIGGER|RULE|PG_ADVISORY\w*"
    r"|LOCK TABLE|FOREIGN KEY|REFERENCES|SKIP LOCKED|UNLOGGED|INHERITS|DO \$\$)\b",
    re.IGNORECASE,
)
OWNED = "heads|entries|documents|earlier|counters|kept_files|offers"
ASKED = re.compile(rf"\b(FROM|INTO|UPDATE|JOIN)\s+(auditrack\.)?({OWNED})\b")

# Statements over every organisation, each with its reason.
OVER_ALL = {
    "SELECT org, board, n, register FROM heads ORDER BY org": "lists the organisations",
    "SELECT org, register, board, ref, body, n FROM offers WHERE kind = %s": "offers are what an "
    "organisation lets the others see",
    "SELECT h.org FROM heads h WHERE NOT EXISTS": "the owner hardens the database as a whole",
}


def statements(path: Path) -> list[str]:
    """Every text of a module, pieces that stand together joined, what is put in as {}."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
        elif isinstance(node, ast.JoinedStr):
            found.append(
                "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "{}"
                    for part in node.values
                )
            )
    return found


MODULES = sorted(path for path in FOLDER.glob("*.py") if path.name != "hardening.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_every_question_says_whose_records_it_means(path: Path) -> None:
    for text in statements(path):
        if ASKED.search(text) and not text.startswith(tuple(OVER_ALL)):
            assert re.search(r"\borg\b", text), text


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_nothing_is_asked_that_only_one_kind_of_store_knows(path: Path) -> None:
    for text in statements(path):
        if re.search(r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|SET)\b", text):
            assert not EXOTIC.search(text), text


def test_every_key_begins_with_the_organisation() -> None:
    made = [one for one in schema.STATEMENTS if one.startswith("CREATE TABLE")]
    assert len(made) == len(schema.TABLES) + 1
    for statement in made:
        if ".versions" in statement:
            continue
        key = re.search(r"PRIMARY KEY \((.*?)\)", statement)
        assert "org TEXT PRIMARY KEY" in statement or (
            key is not None and key.group(1).startswith("org")
        ), statement
    for statement in (*schema.STATEMENTS, *schema.VALUES, *schema.WORDS):
        if "INDEX" in statement:
            assert " WHERE " not in statement, "not every store knows partial indexes"
