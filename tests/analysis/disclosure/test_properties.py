"""What holds of any text."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditrack.analysis.disclosure import Hit, Watched, fingerprint, hits_in
from auditrack.model.words import DISCLOSURES
from tests.analysis.disclosure.corpus_of import part_of
from tests.growth import grows_with_its_length

WATCHED = (Watched("Bilal Tarrowby", "child"), Watched("Will Quarry"), Watched("JT"))
SECRETS = (
    ("nhs-number", "999 734 7137"),
    ("nhs-number", "9997347137"),
    ("date-of-birth", "DOB 12 March 2014"),
    ("postcode", "AB99 9XY"),
    ("telephone", "07700 900123"),
    ("telephone", "+44 7700 900123"),
    ("email", "a.name@example.org"),
    ("worker-code", "Social Worker B"),
    ("worker-code", "PSO1"),
    ("numbered-place", "GP Practice B"),
    ("watched-name", "Bilal Tarrowby"),
    ("watched-name", "tarrowby"),
    ("small-count", "three children"),
    ("small-count", "24 of 27 cases"),
    ("place-age-date", "aged 7 in hospital on 3 May 2014"),
)
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\ufe0f\u202a\u202c"
BLANKS = " \u00a0\u2002\u2003\u2009\u200a\u202f\u205f\u3000"
PIECES = st.sampled_from(
    "the|a|NHS|tel|0|1|99|7700|@|.|(|)|-|/|\n|\t| |born|DOB|aged|7|of|27|cases|School|A|SW|will"
    "|Bilal|May|2014|in|Leeds|%|£|one|three|children|'s|\u200b|\u00ad|а|é|９|ﬀ|\ud800".split("|")
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=120).map(" ".join))
SENTENCES = st.sampled_from(
    (
        "",
        "The board met and it agreed to go on. ",
        "What was asked for has been looked at; it is not yet tested.\n\n",
        "Managers said that this would be done. ",
        "«Nothing»: it was so. ",
    )
)


@given(TEXTS)
@example("\ud800" * 3)
@example("﷽" * 20 + "@")
def test_it_never_raises_and_says_where(text):
    hits = hits_in(text, WATCHED)
    for hit in hits:
        assert hit.kind in DISCLOSURES
        assert 0 <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end] == hit.text
        assert hit.why.endswith(".")
        assert len(hit.fingerprint) == 64
    assert list(hits) == sorted(hits, key=lambda hit: (hit.start, hit.end, hit.kind))
    for kind in {hit.kind for hit in hits}:
        same = [hit for hit in hits if hit.kind == kind]
        assert all(one.end <= two.start for one, two in pairwise(same))


@given(st.sampled_from(sorted(DISCLOSURES)), TEXTS)
def test_what_is_shown_never_holds_the_whole(kind, text):
    hit = Hit(kind, 0, len(text), text, "")
    if text.strip():
        assert text.strip().casefold() not in hit.shown.casefold() or hit.shown == "…"
    assert len(hit.shown) < 120


@given(TEXTS)
def test_what_is_shown_of_what_is_found_never_holds_it(text):
    for hit in hits_in(text, WATCHED):
        assert hit.text not in hit.shown
        assert "".join(hit.text.split()) not in "".join(hit.shown.split())


@pytest.mark.parametrize("kind, secret", SECRETS)
@given(data=st.data())
def test_a_secret_is_found_in_any_sentence_with_odd_blanks_and_unseen_marks(kind, secret, data):
    written = []
    for character in secret:
        if character == " ":
            character = data.draw(st.sampled_from(BLANKS))
        written.append(character + data.draw(st.sampled_from(["", "", "", *UNSEEN])))
    hidden = "".join(written)
    before, after = data.draw(SENTENCES), data.draw(SENTENCES)
    text = f"{before}It was {hidden} here. {after}"
    hits = [hit for hit in hits_in(text, WATCHED) if hit.kind == kind]
    assert len(hits) == 1
    assert fingerprint(kind, hits[0].text) == fingerprint(kind, hits_in(secret, WATCHED)[0].text)


@pytest.mark.parametrize("part", ["looked_at", "held_out"])
def test_what_stands_far_away_changes_nothing(part):
    watched, sentences = part_of(part)
    far = "\n\n" + "It went on, and nobody wrote down why it was so. " * 9 + "\n\n"
    for sentence in sentences:
        alone = [(hit.kind, hit.text) for hit in hits_in(f"\n\n{sentence.text}\n\n", watched)]
        within = hits_in(f"Rec 3.{far}{sentence.text}{far}Rec 4.", watched)
        assert [(hit.kind, hit.text) for hit in within] == alone


HOSTILE = (
    "9 |0|a@|@|a.|born |DOB |aged 7 |three |1/1/01 |SW1 |School |A1 | |\n|3 of 4 "
    "|aged 7 on 1 May 2014, in Ham "
    "|children: |number of |Social |one young |a\u200b|﷽|W i l l |Bilal |1/|+44 |(0|NHS 9 "
    "|of 3 children aaa bbb |a b |x(at)|..|Health Visitor 1, |[|0.|-\n|ё|a-".split("|")
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_work_grows_with_the_text(piece):
    def work(copies):
        text = piece * copies
        return lambda: hits_in(text, WATCHED)

    assert grows_with_its_length(work, 40)
