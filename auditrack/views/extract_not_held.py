"""What the extract of a review does not hold, in sentences: so that nobody takes it for more."""

from collections.abc import Iterator, Sequence

from auditrack.model.refs import natural_key
from auditrack.register.evidence_check import NAME
from auditrack.views.extract_gathering import Gathering
from auditrack.views.extract_whose import texts
from auditrack.views.wording import counted, listed


def not_held(gathering: Gathering, beside: Sequence[tuple[str, str]]) -> Iterator[str]:
    """What is held elsewhere, is gone, or is no record, a sentence or two each."""
    held = gathering.held
    if beside:
        others = listed(f"{ref} (“{title}”)" if title else ref for ref, title in beside)
        yield (
            f"Other reviews of the same case: {others}. Each has an extract of its own; the name "
            "of the case in place of a reference gives one of all of them."
        )
    yield (
        "Other reviews. What another review says is matter of third parties: where it names this "
        "one it is listed by reference and title, and its words are not here. An action, a piece "
        "of evidence, an audit, a form or a meeting that is of this review and of others is here "
        "whole, and is marked so."
    )
    tests = _tests_of_themes(gathering)
    if tests:
        yield (
            "Audits of the same themes that were made for no record of this review: "
            f"{listed(tests)}."
        )
    gone = [
        ref
        for (table, ref), one in held.items()
        if table == "redactions" and one.get("confirmed_on")
    ]
    if gone:
        yield (
            f"Texts that were erased ({listed(sorted(gone, key=natural_key))}). What stood there "
            "is gone from the record and from the history; what is left is that it was erased, "
            "by whom, when and why."
        )
    else:
        yield "Texts that were erased: none of this review is on record as erased."
    kept = [one for (table, _), one in held.items() if table == "evidence"]
    files = sum(NAME.fullmatch(str(one.get("file_sha256"))) is not None for one in kept)
    places = sum(bool(one.get("at")) for one in kept)
    if files:
        yield (
            f"Files. {counted(files, 'file')} of its evidence "
            f"{'is' if files == 1 else 'are'} kept in the register; each is named with its "
            "SHA-256, and its content is not printed here."
        )
    else:
        yield "Files. No file of its evidence is kept in the register."
    if places:
        yield (
            f"Evidence elsewhere. {counted(places, 'piece')} of evidence "
            f"{'lies' if places == 1 else 'lie'} outside the register: where is said with each."
        )
    documents = sum(table == "imports" for table, _ in held)
    yield (
        "Source documents. A review's own document, a tracker or a returned form that was taken "
        f"in is not kept in the register. {counted(documents, 'document')} "
        f"{'is' if documents == 1 else 'are'} named with the SHA-256, by which the file can be "
        "told where the board files it."
    )
    yield (
        "Drafts. What somebody typed and has not saved is no part of the record. It lies in the "
        "folder auditrack/drafts of that officer's own state folder on the host "
        "(~/.local/state unless set otherwise), where nobody else may look: ask each officer."
    )
    yield (
        "Copies. Backups, printouts, e-mails, documents that left and copies of the register's "
        "folder are outside it; what left is listed as far as it is on record."
    )
    yield (
        "The host's own log, which says who opened the page of a review that is not for outside "
        "yet, and what was refused."
    )
    yield (
        "What auditrack works out: positions of themes, BRAG and figures are stored nowhere. Who "
        "holds a post and which logins act for it are records of the post, not of the review."
    )
    yield (
        "Words elsewhere that speak of the review without its reference, title or case, the "
        "reference of a record of it, or the name of a child, an adult or family on its "
        "watch-list. No program can tell those; whoever knows the case should search for the "
        "names used."
    )


def _tests_of_themes(gathering: Gathering) -> list[str]:
    """Audits of themes that these reviews raise, which are not of them."""
    held = gathering.held
    themes = {str(one.get("theme")) for (table, _), one in held.items() if table == "theme_links"}
    found = [
        str(one["ref"])
        for one in gathering.records.select("audits")
        if themes.intersection(texts(one.get("themes"))) and ("audits", str(one["ref"])) not in held
    ]
    return sorted(found, key=natural_key)
