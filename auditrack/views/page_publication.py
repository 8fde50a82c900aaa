"""The page of a publication: what is frozen, what agencies said of it, who signed it off."""

from collections.abc import Iterator
from datetime import date

from auditrack.model.change import Records
from auditrack.model.dates import in_words
from auditrack.model.publication import Publication, SignOff
from auditrack.views.board import lead_title
from auditrack.views.publications import CommentNow, PublicationNow, publication_now
from auditrack.views.sheet import MISSING, Line, Page, Section, section, sections, told
from auditrack.views.wording import counted, listed, when

_HASH = 12


def page(records: Records, ref: str, today: date) -> Page:
    """The page of one publication."""
    document = records.get("publications", ref)
    assert document is not None
    now = publication_now(records, document, today)
    return Page(
        ref=ref,
        kind="publication",
        heading=f"{now.called[:1].upper()}{now.called[1:]}",
        sections=sections(
            _about(now),
            section(MISSING, *(Line(None, one) for one in missing(now))),
            section("Agencies named in it", *_comments(now)),
            section(
                "Signed off", *(_signed(records, one, now.roles_are_set) for one in now.sign_offs)
            ),
            section("Left as", *(Line(None, one, one) for one in now.exports)),
        ),
    )


def missing(now: PublicationNow) -> tuple[str, ...]:
    """What has to come before it may be public, each in a sentence; () once nothing has to."""
    if now.record.withdrawn_on or now.is_signed_off:
        return ()
    return tuple(_missing(now))


def in_short(now: PublicationNow) -> str:
    """What comes next of a publication, in a few words; the page says it whole."""
    if now.stage in ("withdrawn", "published"):
        return now.stage
    if now.is_signed_off:
        return "signed off by two"
    states = [one.state for one in now.comments]
    if to_send := states.count("to-send"):
        return f"to be sent to {counted(to_send, 'agency', 'agencies')}"
    if to_answer := states.count("to-answer"):
        return f"{counted(to_answer, 'comment')} to print or answer"
    if waiting := states.count("waiting"):
        return f"{counted(waiting, 'agency', 'agencies')} may still comment"
    return "one more sign-off needed" if now.sign_offs else "to be signed off by two"


def _missing(now: PublicationNow) -> Iterator[str]:
    to_send = [one.name for one in now.comments if one.state == "to-send"]
    if to_send:
        yield f"Not sent their part yet: {listed(to_send)}."
    for one in now.comments:
        if one.state == "to-answer":
            yield f"The comment of {one.name} is to be printed or answered."
    waiting = [one for one in now.comments if one.state == "waiting"]
    for day in sorted({one.record.due_back or "" for one in waiting}):
        names = [one.name for one in waiting if (one.record.due_back or "") == day]
        many = names[0] if len(names) == 1 else f"{len(names)} agencies"
        yield f"{many} may comment until {when(day, 'a day that is not set')}."
    if not now.sign_offs:
        yield "Two people sign it off, one of them the chair."
    elif any(one.as_chair for one in now.sign_offs):
        yield "One more person signs it off."
    else:
        yield "The chair signs it off."


def _about(now: PublicationNow) -> Section | None:
    record = now.record
    return section(
        "About it",
        Line("Stands", f"{now.state[:1].upper()}{now.state[1:]}"),
        told("Of", record.what, record.what),
        told("Period", _period(record)),
        told("Heading sets", listed(record.headings, "")),
        Line("Judged by", when(record.as_at)),
        Line("Frozen at", _frozen(record)),
        told("Comments due back", in_words(record.due_back) if record.due_back else None),
    )


def _period(record: Publication) -> str | None:
    if not record.since or not record.until:
        return None
    return f"{in_words(record.since)} to {in_words(record.until)}"


def _frozen(record: Publication) -> str:
    if record.head_number is None:
        return "no entry on record"
    return f"entry {record.head_number:,}, {(record.head_hash or '')[:_HASH]}"


def _comments(now: PublicationNow) -> Iterator[Line | None]:
    for one in now.comments:
        yield Line(one.name, f"{one.said[:1].upper()}{one.said[1:]}", one.record.agency)
        yield told(_said(one), one.record.said)
        yield told("  The board answers", one.record.answer)


def _said(one: CommentNow) -> str:
    on = f" on {in_words(one.record.said_on)}" if one.record.said_on else ""
    return f"  It said{on}"


def _signed(records: Records, one: SignOff, roles_are_set: bool) -> Line:
    who = [one.by or "somebody unknown"]
    if one.lead:
        who.append(lead_title(records, one.lead))
    if one.as_chair and roles_are_set:
        who.append("with the role of chair")
    if one.overridden:
        who.append(f"overriding {listed(one.overridden)}: {one.override_why or 'no reason'}")
    return Line(when(one.on), ", ".join(who))
