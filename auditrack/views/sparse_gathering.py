"""Having at hand, in few questions, what hangs on records that are about to be looked at."""

from collections.abc import Iterable, Sequence

from auditrack.views.sparse import Sparse

_LISTS = frozenset((table, "serves") for table in ("actions", "evidence", "audits"))


def gather_names(records: Sparse, refs: Sequence[str]) -> None:
    """Have at hand what says by which names some recommendations are found."""
    gather(records, (("theme_links", "of"), ("actions", "serves")), refs)


def gather_all(records: Sparse, refs: Sequence[str]) -> None:
    """Have at hand all that hangs on some recommendations, in one question for each kind."""
    gather_names(records, refs)
    gather(
        records,
        (
            ("serves", "serves"),
            ("decisions", "on_ref"),
            ("replies", "recommendation"),
            ("links", "a"),
            ("links", "b"),
            ("evidence", "serves"),
            ("audits", "serves"),
        ),
        refs,
    )
    actions = [
        str(action["ref"])
        for ref in refs
        for action in records.index("actions", "serves").get(ref, ())
    ]
    gather(
        records,
        (
            ("serves", "serves"),
            ("updates", "action"),
            ("extensions", "action"),
            ("evidence", "serves"),
            ("audits", "serves"),
        ),
        actions,
    )
    audits = [
        str(audit["ref"])
        for one in (*refs, *actions)
        for audit in records.index("audits", "serves").get(one, ())
    ]
    gather(records, (("evidence", "audit"),), audits)


def gather(records: Sparse, groups: Iterable[tuple[str, str]], values: Sequence[str]) -> None:
    """Have the groups of some tables' indexes at hand for some values."""
    for table, field in groups:
        if values and not records.is_whole(table):
            in_list = (table, field) in _LISTS
            records.singly.gather(table, field, values, in_list)
