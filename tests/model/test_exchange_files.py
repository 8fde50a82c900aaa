"""Files from other boards are read as what anybody may have made of them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.model.change import RefusedError
from auditrack.model.exchange import Exchange, ExchangedTheme, read_exchange
from auditrack.model.received import DEPTH
from auditrack.model.shared_review import (
    SharedFinding,
    SharedRecommendation,
    SharedReview,
    SharedWindow,
    read_shared,
)

REGISTER = "0b7a6b1e-0000-4000-8000-00000000000a"
THEMES = Exchange(
    board="Avonshire Partnership",
    register=REGISTER,
    as_at="2026-05-01",
    entry=40,
    head="a" * 64,
    told_from=3,
    lexicon="2026.2",
    demonstration=False,
    themes=(
        ExchangedTheme(
            theme="neglect",
            name="Neglect and home conditions",
            own=False,
            reviews=5,
            recommendations=12,
            first_year=2014,
            last_year=2023,
        ),
        ExchangedTheme(
            theme="own-0123456789abcdef",
            name="Cuckooing",
            own=True,
            reviews=None,
            recommendations=None,
            first_year=None,
            last_year=None,
        ),
    ),
)
REVIEW = SharedReview(
    board="National Panel",
    register=REGISTER,
    ref="national-2",
    as_at="2026-05-01",
    entry=40,
    head="a" * 64,
    lexicon="2026.2",
    demonstration=False,
    withdrawn=False,
    title="Second national review",
    type="national",
    published="2021-09",
    boards=("National Panel",),
    practice=(SharedWindow(start="2018", end=None),),
    findings=(
        SharedFinding(
            ref="national-2/f-1", label="1", kind="concern", text="Walls\n- one", themes=()
        ),
    ),
    recommendations=(
        SharedRecommendation(
            ref="national-2/1",
            label="Recommendation 1",
            kind="recommendation",
            reach="national",
            text="Listen.",
            themes=("neglect",),
        ),
    ),
)
FILES = ((THEMES, read_exchange), (REVIEW, read_shared))


@pytest.mark.parametrize(("value", "read"), FILES)
def test_what_was_written_is_what_is_read(value, read):
    content = value.to_bytes()
    assert read(content) == value
    assert read(content).to_bytes() == content


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (b"", "bad-file"),
        (b"null", "wrong-kind"),
        (b"[1]", "wrong-kind"),
        (b"{", "bad-file"),
        (b"\xff\xfe{}", "bad-file"),
        (b"[" * 200_000, "bad-file"),
        (b'{"a":' * 200_000, "bad-file"),
        (b'{"auditrack":"exchange","auditrack":"exchange"}', "bad-file"),
        (b'{"auditrack":"exchange","format":2}', "wrong-version"),
        (b'{"auditrack":"exchange","format":true}', "wrong-version"),
        (b'{"auditrack":"shared-review","format":1}', "wrong-kind"),
        (b'{"auditrack":"exchange","format":1,"n":NaN}', "bad-file"),
        (b'{"auditrack":"exchange","format":1,"n":1e999}', "bad-file"),
        (b'{"auditrack":"exchange","format":1,"n":' + b"9" * 9000 + b"}", "bad-file"),
        (b" " * (1024 * 1024 + 1), "too-large"),
    ],
)
def test_what_is_no_exchange_file_is_a_sentence(told, code):
    with pytest.raises(RefusedError) as refused:
        read_exchange(told)
    assert refused.value.refusal.code == code
    assert refused.value.refusal.safe == "Nothing of it was taken in."


def changed(value: Any, place: str, to: Any) -> bytes:
    """A file with one value changed; its place is the keys to it."""
    said = json.loads(value.to_bytes())
    *before, last = place.split(".")
    part = said
    for key in before:
        part = part[int(key)] if isinstance(part, list) else part[key]
    if to is ...:
        del part[last]
    else:
        part[int(last) if isinstance(part, list) else last] = to
    return json.dumps(said).encode()


@pytest.mark.parametrize(
    ("place", "to"),
    [
        ("board", ""),
        ("board", "A\x1b[2JB"),
        ("board", "A\u202eB"),
        ("board", "A\nB"),
        ("board", "A\ud800"),
        ("board", "A" * 501),
        ("board", ["A"]),
        ("register", "../../etc/passwd"),
        ("as_at", "2026-02-30"),
        ("as_at", "2026-05-01\n"),
        ("entry", -1),
        ("entry", True),
        ("entry", 1.5),
        ("head", "A" * 64),
        ("lexicon", ...),
        ("case", "child-f"),
        ("themes.0.theme", "Neglect"),
        ("themes.0.theme", "neglect/../x"),
        ("themes.0.own", True),
        ("themes.1.own", False),
        ("themes.1.theme", "neglect"),
        ("themes.0.reviews", 2),
        ("themes.0.reviews", 10**9),
        ("themes.0.reviews", None),
        ("themes.0.recommendations", None),
        ("themes.0.first_year", None),
        ("themes.0.first_year", 2024),
        ("themes.0.last_year", 2027),
        ("themes.0.last_year", "2023-05"),
        ("themes.0.title", "Child F"),
        ("themes.1.reviews", 3),
    ],
)
def test_an_exchange_file_that_says_what_none_would_is_refused(place, to):
    with pytest.raises(RefusedError) as refused:
        read_exchange(changed(THEMES, place, to))
    said = str(refused.value.refusal)
    assert refused.value.refusal.code == "bad-file"
    assert said.isprintable(), said


@pytest.mark.parametrize(
    ("place", "to"),
    [
        ("ref", "National 2"),
        ("ref", "a/b"),
        ("title", None),
        ("published", None),
        ("published", "2027"),
        ("published", "2021-13"),
        ("published", "soon"),
        ("withdrawn", True),
        ("boards.0", ""),
        ("practice.0.start", "2018-40"),
        ("practice.0.subject", "Child Q"),
        ("findings.0.ref", "national-2/1"),
        ("findings.0.text", ""),
        ("findings.0.text", "A\x07"),
        ("findings.0.text", "x" * 20_001),
        ("recommendations.0.agencies", ["Police"]),
        ("recommendations.0.text", None),
        ("recommendations.0.themes", "neglect"),
        ("proceedings", []),
    ],
)
def test_a_share_file_that_says_what_none_would_is_refused(place, to):
    with pytest.raises(RefusedError) as refused:
        read_shared(changed(REVIEW, place, to))
    assert refused.value.refusal.code == "bad-file"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=8), one, max_size=3),
    max_leaves=6,
)
PLACES = st.sampled_from(
    [(THEMES, read_exchange, place) for place in
     ("board", "register", "as_at", "entry", "themes", "themes.0", "themes.0.name",
      "themes.0.reviews", "themes.1.theme", "format", "told_from")]
    + [(REVIEW, read_shared, place) for place in
       ("ref", "title", "type", "boards", "practice", "practice.0", "findings", "findings.0.kind",
        "recommendations.0", "recommendations.0.label", "recommendations.0.themes", "withdrawn")]
)  # fmt: skip


@given(PLACES, JSON)
def test_any_value_in_any_place_is_read_or_refused_and_what_is_read_can_be_written(where, value):
    of, read, place = where
    try:
        found = read(changed(of, place, value))
    except RefusedError as refused:
        assert refused.refusal.message.endswith((".", ";"))
        return
    assert read(found.to_bytes()) == found


@given(st.sampled_from(FILES), st.data())
def test_bytes_changed_on_the_way_are_read_or_refused(file, data):
    value, read = file
    content = bytearray(value.to_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    for one in (bytes(content), bytes(content[:cut])):
        try:
            found = read(one)
        except RefusedError:
            continue
        assert read(found.to_bytes()) == found


def test_our_own_files_are_no_deeper_than_what_is_read():
    deepest = 0
    for value, _ in FILES:
        depth = 0
        for letter in value.to_bytes().decode():
            depth += (letter in "[{") - (letter in "]}")
            deepest = max(deepest, depth)
    assert 2 < deepest <= DEPTH
