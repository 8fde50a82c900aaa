"""How the records that may be public are made: table by table, each resting on those before it.

Only what `views.public_fields` names leaves of a record, with references to other records that
leave too, and with its wording for the public in the place of its own words.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from auditrack.analysis.facts import EVERYBODY
from auditrack.model.change import Records
from auditrack.model.refs import slug
from auditrack.model.words import DECISIONS, LINK_KINDS, TOLD
from auditrack.themes.lexicon import library
from auditrack.views.actions import served_by
from auditrack.views.asked import Asked
from auditrack.views.facts import Facts
from auditrack.views.following import chain
from auditrack.views.public_fields import A_TEST, OTHERS_TOLD, UNWORDED, kept
from auditrack.views.public_reviews import is_published, public_reviews
from auditrack.views.public_state import PublicRecords
from auditrack.views.steady import steady

Document = Mapping[str, Any]

_HANGING = ("actions", "audits", "evidence")


class Making:
    """Goes through the tables of a state in order, each resting on those before it."""

    def __init__(self, records: Records, as_at: date) -> None:
        self._all = records = steady(records)
        self._as_at = as_at
        found = public_reviews(records, as_at)
        self._reviews, self._withheld, self._cases = found.public, found.withheld, found.cases
        self._asked = Asked(records)
        self._agencies_named: set[str] = set()
        self._in_part: set[str] = set()
        self._tables: dict[str, list[Document]] = {}
        self._refs: dict[str, set[str]] = {}
        self._not_public = {str(one["ref"]) for one in records.select("reviews")} - set(
            self._reviews
        )

    def records(self, persons: bool) -> PublicRecords:
        """The records; with `persons`, windows and mentions are told apart by tokens."""
        self._persons = persons
        self._add("board", self._live("board"))
        self._add_reviews()
        self._add_learning("findings")
        self._add_learning("recommendations")
        self._cut("findings", "led_to", "recommendations")
        self._public = self._known("reviews", "findings", "recommendations")
        self._add_links()
        self._add_themes()
        self._accepted = self._accepted_by_another()
        self._add_actions()
        self._add_audits()
        self._add_evidence()
        self._add_answers()
        self._add_agencies()
        return PublicRecords(
            self._all.head,
            {name: tuple(found) for name, found in self._tables.items()},
            self._as_at,
            self._withheld,
            frozenset(self._in_part),
        )

    # How a record is taken in ----------------------------------------------------------------

    def _live(self, table: str) -> Iterable[Document]:
        return (one for one in self._all.select(table) if not one.get("withdrawn_on"))

    def _known(self, *tables: str) -> set[str]:
        return set().union(*(self._refs.get(table, set()) for table in tables))

    def _put(self, table: str, document: Document, **more: Any) -> None:
        """Take in what the whitelist names of a record, and what is given beside it."""
        made = {
            **kept(table, document),
            **{name: value for name, value in more.items() if value not in (None, "", ())},
        }
        self._tables.setdefault(table, []).append(MappingProxyType(made))
        self._refs.setdefault(table, set()).add(str(document["ref"]))

    def _add(self, table: str, documents: Iterable[Document]) -> None:
        for document in documents:
            self._put(table, document)

    def _agency(self, ref: Any) -> str | None:
        """An agency on record, which is then named; None where it is none."""
        if not isinstance(ref, str) or self._all.get("agencies", ref) is None:
            return None
        self._agencies_named.add(ref)
        return ref

    def _is_somebodys(self, document: Document) -> bool:
        """Whether a record names no agency, or one on record: what is another's is not all's."""
        return not document.get("agency") or self._agency(document["agency"]) is not None

    def _agencies(self, refs: Iterable[Any]) -> tuple[str, ...]:
        return tuple(one for ref in refs if (one := self._agency(ref)))

    # Reviews, and what they found and asked ----------------------------------------------------

    def _add_reviews(self) -> None:
        called: dict[str, str] = {}
        for ref in self._reviews:
            token = ref if slug(ref) == ref else f"case-{len(called) + 1}"
            called.setdefault(self._cases[ref], token)
        board = self._all.get("board", "board")
        if board is not None:
            # A board whose papers are marked marks none that is public.
            self._tables["board"][0] = MappingProxyType({**self._tables["board"][0], "marking": ""})
        for ref in self._reviews:
            document = self._all.get("reviews", ref) or {}
            by = document.get("superseded_by")
            self._put(
                "reviews",
                document,
                case_id=called[self._cases[ref]],
                publishable="yes",
                superseded_by=by if by in self._reviews else None,
                delay_reason=document.get("delay_public"),
                delay_public=document.get("delay_public"),
            )
        tokens: dict[tuple[str, str], str] = {}
        for window in self._live("windows"):
            if window["review"] in self._reviews:
                self._put(
                    "windows",
                    window,
                    review=window["review"],
                    subject=self._person(tokens, window),
                )
        self._tokens = tokens
        for told in self._live("told"):
            if told.get("review") in self._reviews:
                whom = told.get("whom")
                self._put(
                    "told",
                    told,
                    review=told["review"],
                    whom=whom if whom in TOLD else OTHERS_TOLD,
                )

    def _person(self, tokens: dict[tuple[str, str], str], document: Document) -> str | None:
        """A token for the person whose practice is meant, to judge by and never to print."""
        subject = document.get("subject")
        if not self._persons or not subject:
            return None
        return tokens.setdefault((document["review"], subject), f"person {len(tokens) + 1}")

    def _add_learning(self, table: str) -> None:
        for document in self._live(table):
            review = self._reviews.get(document["review"])
            if review is None:
                continue
            text = document.get("public_wording")
            if not text and is_published(review, self._as_at):
                text = document["text"]
            more: dict[str, Any] = {"review": review.ref, "text": text or UNWORDED[table]}
            if table == "recommendations":
                more["agencies"] = self._agencies(document.get("agencies", ()))
            else:
                more["led_to"] = tuple(document.get("led_to", ()))
            self._put(table, document, **more)

    def _cut(self, table: str, field: str, to: str) -> None:
        """Leave in a field only references that are public."""
        known = self._known(to)
        self._tables[table] = [
            MappingProxyType(
                {
                    name: tuple(ref for ref in value if ref in known) if name == field else value
                    for name, value in one.items()
                    if name != field or any(ref in known for ref in value)
                }
            )
            for one in self._tables.get(table, ())
        ]

    def _add_links(self) -> None:
        known = self._known("recommendations")
        for link in self._live("links"):
            of_public = link["a"] in known and link["b"] in known
            if of_public and link.get("confirmed", True) and link.get("as") in LINK_KINDS:
                self._put("links", link, a=link["a"], b=link["b"])

    def _add_themes(self) -> None:
        own = list(self._live("themes"))
        known = {one.id for one in library()} | {str(one["ref"]) for one in own}
        named: set[str] = set()
        for link in self._live("theme_links"):
            if link["theme"] not in known or link.get("status") != "confirmed":
                continue
            if link["of"] in self._public:
                self._put(
                    "theme_links",
                    link,
                    of=link["of"],
                    theme=link["theme"],
                    review=self._review_of(link["of"]),
                    status="confirmed",
                )
                named.add(link["theme"])
        merged = {
            str(one["ref"]): str(one["merged_into"])
            for one in own
            if one.get("merged_into") in known
        }
        self._themes = {one for theme in named for one in chain(theme, merged.get)}
        for theme in own:
            if theme["ref"] in self._themes:
                into = merged.get(str(theme["ref"]))
                # What it was called before it went into another is not spoken of any more.
                said = {**theme, "name": None} if into else theme
                self._put("themes", said, merged_into=into)
        links = self._known("theme_links")
        for mention in self._live("mentions"):
            if mention["link"] in links:
                link = self._all.get("theme_links", mention["link"]) or {}
                review = self._review_of(link["of"])
                self._put(
                    "mentions",
                    mention,
                    link=mention["link"],
                    review=review,
                    theme=link["theme"],
                    subject=self._person(
                        self._tokens, {"review": review, "subject": mention.get("subject")}
                    ),
                )

    def _review_of(self, ref: str) -> str:
        of = self._all.get("recommendations", ref) or self._all.get("findings", ref) or {}
        return str(of.get("review", ""))

    # What was done, tested and shown -----------------------------------------------------------

    def _hanging(self, document: Document) -> tuple[str, ...]:
        """What a record serves that is public; that it serves anything withheld is noted."""
        serves = served_by(self._all, document)
        public = tuple(ref for ref in serves if ref in self._public)
        if public and any(self._is_withheld(ref) for ref in serves):
            self._in_part.add(str(document["ref"]))
        return public

    def _is_withheld(self, ref: str, above: frozenset[str] = frozenset()) -> bool:
        """Whether a record is a withheld review, or hangs on one, alone or beside others."""
        if ref in self._not_public or ref in self._in_part:
            return True
        if ref in self._public or ref in above:
            return False
        for table in ("recommendations", "findings"):
            document = self._all.get(table, ref)
            if document is not None:
                return document["review"] in self._not_public
        for table in _HANGING:
            document = self._all.get(table, ref)
            if document is not None:
                served = served_by(self._all, document)
                return any(self._is_withheld(one, above | {ref}) for one in served)
        return False

    def _worded(self, table: str, document: Document) -> str:
        wording = None if document["ref"] in self._in_part else document.get("public_wording")
        return str(wording or UNWORDED[table])

    def _add_actions(self) -> None:
        for action in self._live("actions"):
            serves = self._hanging(action)
            if not serves or not self._is_somebodys(action):
                continue
            lead = self._all.get("leads", str(action.get("lead") or "")) or {}
            self._put(
                "actions",
                action,
                what=self._worded("actions", action),
                serves=serves,
                agency=self._agency(action.get("agency")) or self._agency(lead.get("agency")),
            )
        actions = self._known("actions")
        for table in ("updates", "extensions"):
            for one in self._live(table):
                if one["action"] in actions:
                    self._put(table, one, action=one["action"])
        self._public |= actions

    def _add_audits(self) -> None:
        for audit in self._live("audits"):
            if audit.get("status", "done") != "done":
                continue
            serves = self._hanging(audit)
            named = tuple(audit.get("themes", ()))
            themes = tuple(theme for theme in named if theme in self._themes)
            covered = tuple(audit.get("agencies", ()))
            if (
                not (serves or (themes and not served_by(self._all, audit)))
                or (named and not themes)
                or len(agencies := self._agencies(covered)) < len(covered)
            ):
                continue
            if audit["ref"] in self._in_part:  # its figures count cases of what is withheld
                audit = {**audit, "sample": None, "met": None}
            self._put(
                "audits", audit, question=A_TEST, serves=serves, themes=themes, agencies=agencies
            )
        self._public |= self._known("audits")

    def _add_evidence(self) -> None:
        audits = self._known("audits")
        for evidence in self._live("evidence"):
            serves = self._hanging(evidence)
            of_audit = evidence.get("audit")
            if of_audit is not None and of_audit not in audits:
                continue
            if (not serves and of_audit is None) or not self._is_somebodys(evidence):
                continue
            if of_audit in self._in_part:
                self._in_part.add(str(evidence["ref"]))
            accepted = evidence
            if evidence.get("state") == "accepted" and not self._accepted.get(evidence["ref"]):
                # Who filed and who accepted it does not leave; that nobody else accepted it must.
                accepted = {**evidence, "state": "filed", "accepted_on": None}
            self._put(
                "evidence",
                accepted,
                shows=self._worded("evidence", evidence),
                serves=serves,
                audit=of_audit,
                agency=self._agency(evidence.get("agency")),
            )
        self._public |= self._known("evidence")

    def _accepted_by_another(self) -> Mapping[str, bool]:
        """Whether each piece of evidence was accepted by a second person, as positions judge it."""
        facts = Facts(self._all, self._as_at)
        found: dict[str, bool] = {}
        for ref in self._known("recommendations"):
            for shown in facts.standing.shown(ref):
                known = found.get(shown.fact.ref, True)
                found[shown.fact.ref] = known and shown.fact.accepted
        return found

    def _add_answers(self) -> None:
        asks = self._known("recommendations")
        for reply in self._live("replies"):
            if reply["recommendation"] in asks and self._is_somebodys(reply):
                self._put(
                    "replies",
                    reply,
                    recommendation=reply["recommendation"],
                    agency=self._agency(reply.get("agency")),
                    reason=reply.get("public_wording"),
                    passed_to=self._agency(reply.get("passed_to")),
                )
        decided = self._known("reviews", "findings", "recommendations", "actions")
        for decision in self._live("decisions"):
            # One in a code that is not known here says nothing that could be told.
            if decision["on_ref"] in decided and decision.get("decision") in DECISIONS:
                in_part = decision["on_ref"] in self._in_part
                self._put(
                    "decisions",
                    decision,
                    on_ref=decision["on_ref"],
                    reason=None if in_part else decision.get("public_wording"),
                )

    def _add_agencies(self) -> None:
        """The bodies that are named, and those that their plans follow now."""
        follows = {
            str(one["ref"]): str(one["replaced_by"])
            for one in self._all.select("agencies")
            if one.get("replaced_by") and self._all.get("agencies", one["replaced_by"])
        }
        named = {one for ref in self._agencies_named for one in chain(ref, follows.get)}
        for agency in self._live("agencies"):
            ref = str(agency["ref"])
            if ref in named:
                # The board itself goes by several names, and is told by each of them.
                everybody = self._asked.one(ref) in EVERYBODY
                self._put(
                    "agencies",
                    agency,
                    replaced_by=follows.get(ref),
                    aliases=tuple(agency.get("aliases", ())) if everybody else (),
                )
