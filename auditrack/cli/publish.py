"""`publish`: the public record as plain pages in a folder, for any web server."""

from pathlib import Path
from typing import Annotated

import typer

from auditrack.cli.door import Door, single, verb

app = single()


@verb(app, "publish", "Write the public record as plain pages, once it is signed off.")
def publish(
    door: Door,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            help="The folder to make, or one that publish made before.",
            metavar="FOLDER",
        ),
    ],
    review: Annotated[
        list[str] | None,
        typer.Option("--review", help="Only this review (repeatable).", metavar="REVIEW"),
    ] = None,
    publication: Annotated[
        str | None,
        typer.Option(
            "--publication",
            help="The publication (default: the newest that is signed off).",
            metavar="PUBLICATION",
        ),
    ] = None,
    contact: Annotated[
        str | None, typer.Option("--contact", help="Whom a reader may write to; printed.")
    ] = None,
) -> None:
    """Write the folder as a whole; recorded before it is in place."""
    from auditrack.cli import output
    from auditrack.cli.public_writing import must_be_plain, write_public_folder
    from auditrack.reports.site import pages_of
    from auditrack.views.site import site_of
    from auditrack.views.site_asked import publication_to_publish, reviews_asked_for

    must_be_plain(door, None, None)
    wanted = reviews_asked_for(door.register, review or (), door.today)
    one = publication_to_publish(door.register, publication, wanted, door.today)
    site = site_of(door.register, one, wanted, contact or "")
    write_public_folder(
        door,
        pages_of(site),
        out,
        one,
        told={
            "reviews": [each.ref for each in site.reviews],
            "recommendations": len(site.recommendations),
            "themes": [each.ref for each in site.themes],
        },
    )
    output.say(
        "Everybody on this machine may read the folder, so that a web server can; or open "
        "index.html from it. Put it in the place of an earlier copy as a whole: what is public no "
        "longer has no page in it."
    )
