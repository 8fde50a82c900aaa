"""No circle comes back: what an undo would let stand again is looked at as if it were entered."""

from auditrack.commands.desk import Desk, refuse
from auditrack.commands.link import goes_on_in
from auditrack.views.following import chain

_FOLLOWED = (
    ("agencies", "replaced_by"),
    ("reviews", "superseded_by"),
    ("themes", "merged_into"),
    ("themes", "parent"),
)
"""The fields in which a record names the one that follows it, or stands above it."""


def must_not_go_round(desk: Desk) -> None:
    """Refuse a sheet that would let a record follow itself.

    Raises:
        RefusedError: it would (`circle`).
    """
    for op in desk.ops:
        followed = any(
            op.fields.get(field) and _follows_itself(desk, table, field, op.id)
            for table, field in _FOLLOWED
            if op.table == table
        )
        if followed or (op.table == "links" and _link_goes_round(desk, op.id)):
            raise refuse(
                "circle",
                f"{op.id} cannot stand again as it was: what was entered since leads back to it, "
                "and it would follow itself.",
                ref=op.id,
                todo="Take back what was entered since, or enter anew what should stand.",
            )


def _follows_itself(desk: Desk, table: str, field: str, ref: str) -> bool:
    def following(one: str) -> str | None:
        return (desk.get(table, one) or {}).get(field)

    return following(chain(ref, following)[-1]) == ref


def _link_goes_round(desk: Desk, ref: str) -> bool:
    link = desk.get("links", ref) or {}
    if link.get("withdrawn_on") or link.get("as") not in ("supersedes", "folds-into"):
        return False
    a, b = str(link["a"]), str(link["b"])
    old, new = (b, a) if link["as"] == "supersedes" else (a, b)
    return old in goes_on_in(desk, new)
