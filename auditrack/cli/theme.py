"""`theme`: the issues that reviews raise, and where each stands."""

from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.table import print_table
from auditrack.commands.theme import AddTheme, MergeTheme

app = group("Themes: the issues that reviews raise, and where each stands.")

Theme = Annotated[str, typer.Argument(help="The theme.", metavar="THEME")]
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
    from auditrack.register.place import JOURNAL
    from auditrack.themes import suggest as suggest_themes
    from auditrack.views.theming import Theming

    given = typed_or_read(text)
    # Suggesting needs no register; where there is one, the board's own themes count too.
    library = Theming(door.records).suggesting if (door.place / JOURNAL).exists() else None
    found = suggest_themes(given, library=library)
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
    from auditrack.views.positions import position_json
    from auditrack.views.positions import positions as all_positions

    found = all_positions(door.records, door.today, published)
    if door.json:
        output.print_json([position_json(position) for position in found])
        return
    if not found:
        output.say("No theme is linked yet. Import a review, or: auditrack rec theme REF THEME.")
        return
    for position in found:
        unconfirmed = " (links unconfirmed)" if "themes_unconfirmed" in position.flags else ""
        output.line(f"{position.attention:>2} {position.name}: {position.label}{unconfirmed}")
        output.print_wrapped(position.reason, "    ")
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
    phrase: Annotated[
        list[str] | None, typer.Option("--phrase", help="A phrase that suggests it (repeatable).")
    ] = None,
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
