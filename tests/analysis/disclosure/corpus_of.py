"""The made-up corpus of hits and near misses, and how many of them are found.

`python -m tests.analysis.disclosure.corpus_of` prints the table of both parts; with the name of a
part, what is missed there and what is stopped without need.

A line is a JSON string in which each hit stands as ⟦kind|text⟧; the first line has the watch-list.
The rules were written with `looked_at` in view. `held_out` was written before they were sharpened,
with other sentences, and is looked at for its figures only. `last_look` was written when the rules
stood: at first sight they found 113 of its 123 hits, with eight stopped without need; it was used
to sharpen them after that. Numbers, names and places are made up: NHS numbers of the test range
999, telephone numbers that Ofcom keeps for drama.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auditrack.analysis.disclosure import Hit, Watched, hits_in
from auditrack.model.words import DISCLOSURES

CORPUS = Path(__file__).parent / "corpus"
PARTS = ("looked_at", "held_out", "last_look")


@dataclass(frozen=True)
class Label:
    """A hit as a person marked it."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A text of the corpus with its hits."""

    text: str
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Judged:
    """A sentence with what was looked for and what was found."""

    sentence: Sentence
    found: tuple[Label, ...]
    missed: tuple[Label, ...]
    needless: tuple[Hit, ...]


def sentence_of(marked: str) -> Sentence:
    """A line of the corpus: its text without marks, and the marks as spans."""
    text, labels, opened = "", [], []
    at = 0
    while at < len(marked):
        if marked[at] == "⟦":
            kind, at = marked[at + 1 : marked.index("|", at)], marked.index("|", at)
            assert kind in DISCLOSURES
            opened.append((kind, len(text)))
        elif marked[at] == "⟧":
            labels.append(Label(*opened.pop(), len(text)))
        else:
            text += marked[at]
        at += 1
    assert not opened
    return Sentence(text, tuple(labels))


def part_of(name: str) -> tuple[tuple[Watched, ...], tuple[Sentence, ...]]:
    """The watch-list and the sentences of a part of the corpus."""
    lines = (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    head, *rest = map(json.loads, lines)
    watched = tuple(Watched(name, whose, "rev-1") for name, whose in head["watched"])
    return watched, tuple(map(sentence_of, rest))


def judged(name: str) -> Iterator[Judged]:
    """Each sentence of a part with what is found in it.

    A label is found where a hit of its kind covers half of it or more; a hit that meets no label
    of its kind was needless.
    """
    watched, sentences = part_of(name)
    for sentence in sentences:
        hits = hits_in(sentence.text, watched)
        found = tuple(
            label
            for label in sentence.labels
            if any(2 * _shared(label, hit) >= label.end - label.start for hit in hits)
        )
        yield Judged(
            sentence,
            found,
            tuple(label for label in sentence.labels if label not in found),
            tuple(hit for hit in hits if not any(_shared(one, hit) for one in sentence.labels)),
        )


def _shared(label: Label, hit: Hit) -> int:
    if label.kind != hit.kind:
        return 0
    return max(0, min(label.end, hit.end) - max(label.start, hit.start))


@dataclass(frozen=True)
class Figure:
    """How many of a kind there are, are found, and are stopped without need."""

    marked: int
    found: int
    needless: int

    @property
    def recall(self) -> float:
        """Of what is marked, the share found."""
        return self.found / self.marked if self.marked else 1.0

    @property
    def precision(self) -> float:
        """Of what is stopped, the share that is marked."""
        stopped = self.found + self.needless
        return self.found / stopped if stopped else 1.0


def figures(*names: str) -> dict[str, Figure]:
    """By kind, and "all", over these parts."""
    marked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    needless: Counter[str] = Counter()
    for name in names:
        for one in judged(name):
            marked.update(label.kind for label in one.sentence.labels)
            found.update(label.kind for label in one.found)
            needless.update(hit.kind for hit in one.needless)
    kinds = [kind for kind in DISCLOSURES if marked[kind] or needless[kind]]
    table = {kind: Figure(marked[kind], found[kind], needless[kind]) for kind in kinds}
    return table | {"all": Figure(marked.total(), found.total(), needless.total())}


def main(names: list[str]) -> None:
    """Print the table, or what went wrong in the parts named."""
    for name in names:
        for one in judged(name):
            for label in one.missed:
                said = one.sentence.text[label.start : label.end]
                print(f"missed {label.kind} {said!r} in {one.sentence.text!r}")
            for hit in one.needless:
                print(f"needless {hit.kind} {hit.text!r} in {one.sentence.text!r}")
    if names:
        return
    for part in (*((name,) for name in PARTS), PARTS):
        print(f"\n{' and '.join(part)}: {sum(len(part_of(name)[1]) for name in part)} sentences")
        print(f"{'kind':24}{'marked':>8}{'found':>8}{'needless':>10}{'recall':>8}{'precision':>11}")
        for kind, one in figures(*part).items():
            print(
                f"{DISCLOSURES.get(kind, kind):24}{one.marked:8}{one.found:8}{one.needless:10}"
                f"{one.recall:8.3f}{one.precision:11.3f}"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
