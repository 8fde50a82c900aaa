"""Same asks against pairs made by hand: is a true partner among the five nearest?"""

import json
from collections import defaultdict

from auditrack.analysis.similar import Asks

SAME = 2
SHOWN = 5


def judged(shared, may_be, with_themes=True):
    """For each labelled ask that has a partner among those it may be compared with: its rank."""
    folder = shared / "themes"
    rows = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    pairs = json.loads((folder / "same_ask_pairs.json").read_text(encoding="utf-8"))
    partners = defaultdict(set)
    for pair in pairs:
        if pair["grade"] == SAME:
            partners[pair["a"]].add(pair["b"])
            partners[pair["b"]].add(pair["a"])
    ranks = []
    for row in rows:
        others = [other for other in rows if other["id"] != row["id"] and may_be(row, other)]
        wanted = partners[row["id"]] & {other["id"] for other in others}
        if wanted:
            asks = Asks(
                (other["id"], f"{other['text']} {other['outcome']}", other["themes"])
                for other in others
            )
            themes = row["themes"] if with_themes else ()
            found = [one.ref for one in asks.near(row["text"], themes, len(others))]
            ranks.append(
                min((found.index(one) + 1 for one in wanted if one in found), default=len(others))
            )
    return ranks


def told(name, ranks):
    among = sum(rank <= SHOWN for rank in ranks)
    return (
        f"{name}: a true partner among the first {SHOWN} for {among} of {len(ranks)} "
        f"({among / len(ranks):.3f}), mean rank {sum(ranks) / len(ranks):.1f}"
    ), among / len(ranks)


def test_a_true_partner_is_among_the_five_nearest(shared, same_ask_figures):
    ways = {
        "all others": (lambda row, other: True, 0.88),
        "other reviews": (lambda row, other: row["review"] != other["review"], 0.89),
        "earlier reviews": (lambda row, other: row["year"] > other["year"], 0.90),
    }
    for name, (may_be, floor) in ways.items():
        line, share = told(name, judged(shared, may_be))
        same_ask_figures.append(line)
        assert share >= floor
    line, share = told(
        "all others, by words alone", judged(shared, ways["all others"][0], with_themes=False)
    )
    same_ask_figures.append(line)
    assert share >= 0.68
