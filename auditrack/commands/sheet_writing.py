"""Writes the plan of a sheet on the desk: reviews, recommendations, actions and their updates."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from auditrack.commands import given
from auditrack.commands.agency import entered
from auditrack.commands.desk import Desk
from auditrack.commands.lead import find_lead
from auditrack.commands.naming import (
    named,
    recommendation_reference,
    review_reference,
    title_reference,
)
from auditrack.commands.taking import suggest_themes, write
from auditrack.model.refs import slug
from auditrack.model.text import one_line
from auditrack.views.sheet_plan import Ask, Meant, Plan, Work
from auditrack.views.theming import Theming

_ITEM_TABLES = ("recommendations", "findings")


class Writing:
    """One plan on its way into the register, under one import."""

    def __init__(self, desk: Desk, plan: Plan, imported: str, themes: bool = True) -> None:
        self._desk = desk
        self._plan = plan
        self._imported = imported
        self._suggester = Theming(desk.records).suggester if themes else None
        self._file = one_line(plan.sheet.file)
        self._reviews: dict[str, str] = {}
        self._agencies: dict[str, str] = {}
        self._leads: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._orders: dict[str, int] = defaultdict(int)
        self._new_names: list[str] = []

    def all(self) -> list[str]:
        """Write everything; returns the references of the reviews that it went into."""
        for ask in self._plan.asks:
            self._ask(ask)
        if self._new_names:
            self._desk.notes.append(f"New on record as printed: {'; '.join(self._new_names)}.")
        return list(dict.fromkeys(self._reviews.values()))

    def _review(self, key: str) -> str:
        if key not in self._reviews:
            self._reviews[key] = self._review_of(self._plan.reviews[key])
        return self._reviews[key]

    def _review_of(self, meant: Meant) -> str:
        if meant.ref and not meant.undone:
            return meant.ref
        printed = given.line(meant.printed, "review")
        if meant.ref:
            ref = meant.ref
        elif meant.typed:
            ref = review_reference(self._desk, printed)
        else:
            ref = self._desk.free(title_reference(printed), "reviews")
        fields = {"title": printed, "status": "active"}
        stored = self._desk.get("reviews", ref) or {}
        write(
            self._desk,
            "reviews",
            ref,
            self._imported,
            {"status": "active"} if stored.get("title") else fields,
        )
        return ref

    def _ask(self, ask: Ask) -> None:
        works = ask.works
        if not ask.text and ask.ref is None:
            for work in works:
                self._work(work, self._review(ask.review), None)
            return
        ref, fields = ask.ref, self._named(ask.fields)
        if ask.withdraw:
            fields |= self._withdrawn(ask.place)
        if ref is None or ask.undone:
            review = self._review(ask.review)
            ref = ref or self._reference(review, ask, ask.fields.get("agencies") or ())
            self._orders[review] += 1
            known = len(self._desk.by("recommendations", "review", review))
            write(
                self._desk,
                "recommendations",
                ref,
                self._imported,
                {
                    "review": review,
                    "label": ask.label,
                    "kind": "recommendation",
                    "order": known + self._orders[review],
                    **fields,
                },
            )
            self._desk.made.append(ref)
            if self._suggester is not None:
                texts = (str(fields.get("text", "")), fields.get("outcome"))
                suggest_themes(self._desk, self._suggester, ref, review, texts)
        elif fields:
            self._desk.update("recommendations", ref, **fields)
        self._evidence(ask.evidence, ref)
        agencies = tuple((self._desk.get("recommendations", ref) or {}).get("agencies") or ())
        for work in works:
            self._work(work, ref, str(agencies[0]) if len(agencies) == 1 else None)

    def _reference(self, review: str, ask: Ask, asked: Any) -> str:
        group = next(iter(asked), None)
        if ask.label:
            return recommendation_reference(self._desk, review, ask.label, group)
        start = f"{review}/{slug(group, 3) if group else 'rec'}"
        number = self._numbers.get(start, 1)
        while any(self._desk.exists(table, f"{start}-{number}") for table in _ITEM_TABLES):
            number += 1
        self._numbers[start] = number + 1
        return f"{start}-{number}"

    def _work(self, work: Work, serves: str, agency: str | None) -> None:
        fields = self._named(work.fields)
        if work.withdraw:
            fields |= self._withdrawn(work.place)
        ref = work.ref
        if ref is None or work.undone:
            fields = {"serves": (serves,), "agency": agency, **fields}
            ref = write(self._desk, "actions", ref, self._imported, fields)
            self._desk.made.append(ref)
        elif fields:
            self._desk.update("actions", ref, **fields)
        for note in work.notes:
            self._update(ref, on=note.on, note=note.text)
        if work.state:
            self._update(ref, on=work.state_on, state=work.state, off_track=work.off_track)
        self._evidence(work.evidence, ref, (self._desk.get("actions", ref) or {}).get("agency"))
        if work.extend_to:
            self._desk.insert(
                "extensions",
                action=ref,
                to=work.extend_to,
                why=f"as the tracker says: {self._file}, row {work.place}",
                on=self._desk.day,
                import_ref=self._imported,
            )

    def _evidence(self, shows: Iterable[str], serves: str, agency: str | None = None) -> None:
        """File what a tracker calls evidence: a claim, of which nobody has said the level."""
        for text in shows:
            self._desk.insert(
                "evidence",
                shows=text,
                serves=(serves,),
                filed_on=self._desk.day,
                level=0,
                agency=agency,
                state="filed",
                filed_by=self._desk.actor.login,
                filed_lead=self._desk.lead_ref,
                import_ref=self._imported,
            )

    def _update(self, action: str, **fields: Any) -> None:
        self._desk.insert(
            "updates",
            action=action,
            by=self._desk.actor.login,
            lead=self._desk.lead_ref,
            import_ref=self._imported,
            **fields,
        )

    def _withdrawn(self, place: int) -> dict[str, Any]:
        why = f"withdrawn in {self._file}, row {place}"
        return {"withdrawn_on": self._desk.day, "withdrawn_why": why}

    def _named(self, fields: dict[str, Any]) -> dict[str, Any]:
        """The fields with the references of the bodies and leads that they name."""
        made = dict(fields)
        if made.get("agencies"):
            refs = (self._agency(name) for name in made["agencies"])
            made["agencies"] = tuple(dict.fromkeys(refs))
        if made.get("agency"):
            made["agency"] = self._agency(made["agency"])
        if made.get("lead"):
            made["lead"] = self._lead(made["lead"])
        return made

    def _agency(self, name: str) -> str:
        if name not in self._agencies:
            before = len(self._desk.ops)
            self._agencies[name] = entered(self._desk, name)
            if len(self._desk.ops) > before:
                self._new_names.append(one_line(name))
        return self._agencies[name]

    def _lead(self, title: str) -> str:
        key = slug(title) or title
        if key not in self._leads:
            ref = find_lead(self._desk, title)
            if ref is None:
                line = given.line(title, "lead")
                ref = self._desk.insert(
                    "leads", named(self._desk, "leads", line, "lead"), title=line
                )
                self._new_names.append(line)
            self._leads[key] = ref
        return self._leads[key]
