"""What a person should know of a document besides its words, as sentences."""

from auditrack.intake.word.printed import Counts


def sentences(counts: Counts) -> tuple[str, ...]:
    """The notes on one document: what is tracked, hidden, or not read."""
    notes: list[str] = []
    tracked: list[str] = []
    if counts.insertions:
        one = counts.insertions == 1
        tracked.append(
            f"{_count(counts.insertions, 'insertion')} that nobody has accepted "
            f"{'is' if one else 'are'} read as text"
        )
    if counts.deletions:
        one = counts.deletions == 1
        tracked.append(f"{_count(counts.deletions, 'deletion')} {'is' if one else 'are'} left out")
    if counts.moves:
        one = counts.moves == 1
        tracked.append(
            f"{_count(counts.moves, 'passage')} {'is' if one else 'are'} read where "
            f"{'it was' if one else 'they were'} moved to"
        )
    if tracked:
        notes.append(f"Its changes are tracked: {'; '.join(tracked)}.")
    if counts.comments:
        one = counts.comments == 1
        notes.append(
            f"{_count(counts.comments, 'comment')} in its margin {'is' if one else 'are'} left out."
        )
    if counts.hidden_words:
        one = counts.hidden_words == 1
        notes.append(
            f"{_count(counts.hidden_words, 'word')} of hidden text {'is' if one else 'are'} left "
            "out: nobody sees it on paper."
        )
    if counts.files:
        one = counts.files == 1
        notes.append(
            f"{_count(counts.files, 'file')} that {'is' if one else 'are'} embedded in it "
            f"{'was' if one else 'were'} not opened."
        )
    if counts.diagrams:
        notes.append(
            f"The words of {_count(counts.diagrams, 'diagram')} were not read: look at it in Word."
        )
    if counts.chunks:
        notes.append(
            "A part of it is stored as another document inside it and was not read: open it in "
            "Word, save it again and import that."
        )
    return tuple(notes)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
