"""A review taken in from its document: the import, and the officer's look at what it suggested."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from hashlib import sha256

from auditrack.commands.command import Command
from auditrack.commands.finding import EditFinding
from auditrack.commands.importing import AcceptImport
from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.review import EditReview
from auditrack.commands.theme_link import LinkTheme
from auditrack.demonstration.step import Step, working_day
from auditrack.demonstration.told import Found, Story
from auditrack.model.change import Records
from auditrack.model.proposal import Item, Proposals, ReviewGuess, Source


def taken_in(story: Story, entered: date, officer: str) -> Iterator[Step]:
    """The import of a review's document, and what the officer put right after it."""
    yield Step(
        entered,
        officer,
        AcceptImport(
            _proposals(story),
            review=story.ref,
            board=story.board,
            practice=story.practice,
            why="Taken in from the published report.",
        ),
    )
    yield Step(
        entered,
        officer,
        EditReview(
            story.ref,
            arranged=story.arranged,
            due=story.due,
            concluded=story.concluded,
            subjects=story.subjects,
            delay_reason=story.delay_reason,
            publishable="yes",
        ),
    )
    for ask in story.asks:
        if ask.state == "open":
            yield Step(
                entered,
                officer,
                EditRecommendation(
                    story.ask_ref(ask),
                    state="open",
                    delivering=story.delivered_by,
                    assuring=story.assured_by,
                ),
            )
    checked = working_day(entered + timedelta(6))
    for found in story.findings:
        if not found.led_to:
            continue
        yield Step(
            checked,
            officer,
            EditFinding(
                _finding_ref(story, found),
                led_to=story.led_to(found),
            ),
        )
    yield Step(checked, officer, _themes_checked(story))
    for concern in story.concerns:
        for ref, themes in _confirmed(story).items():
            if concern.theme in themes:
                yield Step(
                    checked,
                    officer,
                    LinkTheme(ref, concern.theme, concern=concern.period, subject=concern.subject),
                )


def _proposals(story: Story) -> Proposals:
    """What reading the made-up document would have proposed."""
    items = tuple(
        Item(
            ask.kind,
            ask.text,
            ask.label,
            ask.reach,
            theme=ask.heading,
            outcome=ask.outcome,
            agencies=ask.asked,
            confidence=0.95,
            ticked=True,
            why="numbered under the heading Recommendations",
        )
        for ask in story.asks
    ) + tuple(
        Item(
            "lesson" if found.kind == "lesson" else "finding",
            found.text,
            found.label,
            theme="Good practice" if found.kind == "good-practice" else None,
            confidence=0.9,
            ticked=True,
            why="numbered under the heading Findings",
        )
        for found in story.findings
    )
    words = "\n".join(item.text for item in items)
    digest = sha256(words.encode()).hexdigest()
    return Proposals(
        Source(story.file or "", digest, "docx", None),
        ReviewGuess(story.title, story.board, story.published, story.type),
        items,
    )


def _themes_checked(story: Story) -> Callable[[Records], Iterator[Command]]:
    """The officer goes through what the import suggested: confirms, rejects, leaves some open."""
    confirmed = _confirmed(story)
    left = {story.ask_ref(ask): ask.suggested for ask in story.asks}

    def commands(records: Records) -> Iterator[Command]:
        suggested = [
            (str(link["of"]), str(link["theme"]))
            for link in records.index("theme_links", "review").get(story.ref, ())
        ]
        for ref, themes in confirmed.items():
            yield from (LinkTheme(ref, theme) for theme in themes)
        for ref, theme in suggested:
            if theme not in (*confirmed.get(ref, ()), *left.get(ref, ())):
                yield LinkTheme(ref, theme, "reject")
        for ref, themes in left.items():
            missing = (theme for theme in themes if (ref, theme) not in suggested)
            yield from (LinkTheme(ref, theme, "suggest") for theme in missing)

    return commands


def _confirmed(story: Story) -> dict[str, tuple[str, ...]]:
    """The themes that the officer confirmed, by what speaks of them."""
    of_asks = {story.ask_ref(ask): ask.themes for ask in story.asks}
    return of_asks | {_finding_ref(story, found): found.themes for found in story.findings}


def _finding_ref(story: Story, found: Found) -> str:
    return f"{story.ref}/f-{found.label.lower()}"
