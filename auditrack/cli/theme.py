"""`theme`: the issues that reviews raise, and where each stands."""

from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.table import print_table
from auditrack.commands.recurrence_reason import GiveRecurrenceReason
from auditrack.commands.theme import AddTheme, MergeTheme
from auditrack.commands.theme_change import EditTheme, SplitTheme

app = group("Themes: the issues that reviews raise, and where each stands.")

Theme = Annotated[str, typer.Argument(help="The theme.", metavar="THEME")]
Phrases = Annotated[
    list[str] | None, typer.Option("--phrase", help="A phrase that suggests it (repeatable).")
]
Published = Annotated[
    bool, typer.Option("--published", help="Rest on confirmed theme links alone.")
]


@verb(app, "list", "List the themes.")
def list_themes(door: Door) -> None:
    """List every theme with how many records speak of it."""
    from auditrack.views.theming import Theming

    theming = Theming(door.records)
    links = theming.by_theme()
    rows = [
        {
            "theme": theme.id,
            "name": theme.name,
            "kind": theme.kind,
            "definition": theme.definition,
            "links": len(links.get(theme.id, ())),
            "suggested": sum(link.get("status") == "suggested" for link in links.get(theme.id, ())),
        }
        for theme in theming.themes.values()
    ]
    if door.json:
        output.print_json(rows)
        return
    print_table(
        ("Theme", "Links", "Unconfirmed", "Name"),
        [
            (
                str(row["theme"]),
                str(row["links"]),
                str(row["suggested"]),
                str(row["name"]) + ("" if row["kind"] == "issue" else " (a type of action)"),
            )
            for row in rows
        ],
    )


@verb(
    app, "show", "Show one theme: where it stands, the chain behind it, and what would settle it."
)
def show(door: Door, theme: Theme) -> None:
    """Show a theme's position down to the records it rests on."""
    from auditrack.cli.pages import print_found
    from auditrack.commands.known import theme_as_typed

    print_found(door, "themes", theme_as_typed(door.records, theme))


@verb(app, "suggest", "Suggest themes for a text on standard input.")
def suggest(
    door: Door,
    text: Annotated[
        str, typer.Argument(help="The text (default: standard input).", metavar="TEXT")
    ] = "-",
) -> None:
    """Suggest themes, best first, with the phrases that fired."""
    from auditrack.cli.reading import typed_or_read
    from auditrack.themes import Suggester
    from auditrack.views.theming import Theming

    given = typed_or_read(text)
    # Suggesting needs no register; where there is one, the board's own themes count too.
    suggester = Theming(door.records).suggester if door.has_register else Suggester()
    found = suggester.suggest(given)
    if door.json:
        output.print_json(
            [
                {
                    "theme": one.theme,
                    "name": one.name,
                    "score": one.score,
                    "because": list(one.because),
                }
                for one in found
            ]
        )
        return
    print_table(
        ("Score", "Theme", "Name", "Because"),
        [(f"{one.score:.2f}", one.theme, one.name, ", ".join(one.because)) for one in found],
    )


@verb(app, "positions", "Where every theme stands, the most pressing first.")
def positions(
    door: Door,
    published: Published = False,
    chain: Annotated[
        bool, typer.Option("--chain", help="Print the chain and the questions of each too.")
    ] = False,
) -> None:
    """Print positions in the order of attention, each with its reason."""
    from auditrack.analysis.position import CAVEAT
    from auditrack.views.other_boards import OtherBoards, in_a_sentence
    from auditrack.views.positions import position_json
    from auditrack.views.positions import positions as all_positions

    found = all_positions(door.records, door.today, published)
    others = OtherBoards(door.records, door.today)
    if door.json:
        output.print_json(
            [
                {
                    **position_json(position),
                    "also_raised_by": [one.to_json() for one in others.of(position.theme)],
                }
                for position in found
            ]
        )
        return
    if not found:
        output.say("No theme is linked yet. Import a review, or: auditrack rec theme REF THEME.")
        return
    for position in found:
        unconfirmed = " (links unconfirmed)" if "themes_unconfirmed" in position.flags else ""
        output.line(f"{position.attention:>2} {position.name}: {position.label}{unconfirmed}")
        output.print_wrapped(position.reason, "    ")
        of_all = f"{position.of_reviews} review{'' if position.of_reviews == 1 else 's'}"
        output.print_wrapped(f"Raised in {position.reviews} of the board's {of_all}.", "    ")
        if elsewhere := in_a_sentence(others.of(position.theme)):
            output.print_wrapped(elsewhere, "    ")
        if chain:
            for step in position.chain:
                mark = f"  [{step.ref}]" if step.ref else ""
                output.print_wrapped(str(step) + mark, "      ")
            for question in position.questions:
                output.print_wrapped(f"? {question}", "      ")
    output.say(CAVEAT)
    if not chain:
        output.say(f"The records behind one: auditrack theme show {found[0].theme}")


@verb(app, "add", "Enter a theme of the board's own.")
def add(
    door: Door,
    name: Annotated[str, typer.Argument(help="What it is called.", metavar="NAME")],
    ref: Annotated[str | None, typer.Option("--ref", help="Its id.")] = None,
    definition: Annotated[str | None, typer.Option("--definition", help="What it means.")] = None,
    scope: Annotated[str | None, typer.Option("--scope", help="children, adults or both.")] = None,
    phrase: Phrases = None,
    why: WhyOption = None,
) -> None:
    """Enter a theme that the library does not have."""
    door.run(
        AddTheme(
            name=name,
            ref=ref,
            definition=definition,
            scope=scope,
            phrases=tuple(phrase or ()),
            why=why,
        )
    )


@verb(app, "merge", "Let one theme go on as another.")
def merge(
    door: Door,
    theme: Theme,
    into: Annotated[str, typer.Option("--into", help="The theme it goes on as.")],
    why: WhyOption = None,
) -> None:
    """Merge a theme into another; its past counts there."""
    door.run(MergeTheme(theme=theme, into=into, why=why))


@verb(app, "edit", "Rename a theme, say better what it means, or add phrases to it.")
def edit(
    door: Door,
    theme: Theme,
    name: Annotated[str | None, typer.Option("--name", help="What it is called.")] = None,
    definition: Annotated[str | None, typer.Option("--definition", help="What it means.")] = None,
    scope: Annotated[str | None, typer.Option("--scope", help="children, adults or both.")] = None,
    parent: Annotated[
        str | None, typer.Option("--parent", help="The theme it stands below; blank for none.")
    ] = None,
    phrase: Phrases = None,
    weak_phrase: Annotated[
        list[str] | None,
        typer.Option("--weak-phrase", help="One that only adds to others (repeatable)."),
    ] = None,
    why: WhyOption = None,
) -> None:
    """Change a theme; its id, links and past stay."""
    door.run(
        EditTheme(
            theme=theme,
            name=name,
            definition=definition,
            scope=scope,
            parent=parent,
            phrases=tuple(phrase or ()),
            weak_phrases=tuple(weak_phrase or ()),
            why=why,
        )
    )


@verb(app, "split", "Make a theme of some of the records of another.")
def split(
    door: Door,
    theme: Theme,
    name: Annotated[str, typer.Option("--name", help="What the new theme is called.")],
    record: Annotated[
        list[str], typer.Option("--record", help="A record that goes to it (repeatable).")
    ],
    ref: Annotated[str | None, typer.Option("--ref", help="Its id.")] = None,
    definition: Annotated[str | None, typer.Option("--definition", help="What it means.")] = None,
    phrase: Phrases = None,
    why: WhyOption = None,
) -> None:
    """Split a theme; links and dates of the concern go with the records."""
    door.run(
        SplitTheme(
            theme=theme,
            name=name,
            records=tuple(record),
            ref=ref,
            definition=definition,
            phrases=tuple(phrase or ()),
            why=why,
        )
    )


@verb(app, "reason", "Say why a theme came back: the board, or an agency.")
def reason(
    door: Door,
    theme: Theme,
    kind: Annotated[
        str,
        typer.Option(
            "--reason",
            help="not-carried-out, not-kept-up, did-not-reach-practice, action-too-weak, "
            "staff-turnover, resources, other-cause, not-known or other.",
        ),
    ],
    text: Annotated[str | None, typer.Option("--text", help="The same in words.")] = None,
    agency: Annotated[
        str | None, typer.Option("--agency", help="Who says so (default: the board).")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help="When (default: today).", metavar="DATE")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Record a reason for recurrence; it is asked for at attention 9 and 10."""
    door.run(GiveRecurrenceReason(theme=theme, kind=kind, text=text, agency=agency, on=on, why=why))
