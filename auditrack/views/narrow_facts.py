"""Facts of what somebody looks at in a register too large to be judged as a whole for that.

Only what decides them is read: of a theme its links and what they are of, of a recommendation what
hangs on it and on what its case asked on the same themes. The rules are those of `Facts`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from auditrack.analysis.facts import (
    AuditFact,
    BoardFacts,
    MentionFact,
    RecommendationFact,
    ReviewFact,
    ThemeFacts,
)
from auditrack.analysis.recurrence import Comparison, OfCase
from auditrack.model.change import Head, Records
from auditrack.model.review import Review
from auditrack.register.filters import where
from auditrack.views.actions import ActionsNow, served_by
from auditrack.views.audits import Audits, Done
from auditrack.views.facts import Facts, plain_mention
from auditrack.views.fit import problem_of
from auditrack.views.seen import unwithdrawn
from auditrack.views.sparse import PagingRecords, Sparse
from auditrack.views.sparse_gathering import gather, gather_all
from auditrack.views.standing import Standing
from auditrack.views.theming import REJECTED

Document = Mapping[str, Any]

TOGETHER = 2_000
"""Records of a table that are looked at together, and then let go."""


@dataclass(frozen=True)
class Light:
    """The cases of a theme, ready to be compared with one whose own asks are given."""

    comparison: Comparison
    asks: Mapping[str, tuple[str, ...]]
    """By review, the references of its recommendations that speak of the theme."""

    confirmed: frozenset[str]
    """What a person confirmed to speak of it, findings too."""


class Common:
    """What all that is looked at of one state shares: each is read when it is first asked for."""

    def __init__(self, records: PagingRecords, as_at: date, head: Head | None = None) -> None:
        self._live = records
        self._head = head or records.head
        self.facts = Facts(Sparse(records, None, self._head), as_at)
        self._light: dict[str, Light] = {}

    @cached_property
    def board(self) -> BoardFacts:
        """What all themes share."""
        self.facts.records.select("windows")  # each review has its own: one question for all
        return self.facts.board

    @cached_property
    def whole(self) -> Facts:
        """The facts of all: every table is read for them."""
        return Facts(self._live.at(self._head), self.facts.as_at)

    def apart(self) -> Sparse:
        """The records of the state, asked for without being kept longer than for what is read."""
        return Sparse(self._live, self._live.at(self._head).apart(), self._head)

    def light(self, theme_id: str) -> Light:
        """The cases of a theme, of which nothing tells how what they asked stands."""
        found = self._light.get(theme_id)
        if found is None:
            found = self._light[theme_id] = _LightFacts(self, self.apart()).light(theme_id)
        return found

    def of_case(self, theme_id: str, review: str) -> tuple[str, ...]:
        """The recommendations on a theme of the case that a review is of."""
        asks, own = self.light(theme_id).asks, self.board.own
        case = own[review].case if review in own else None
        reviews = (one for one in asks if one == review or (one in own and own[one].case == case))
        return tuple(ref for one in reviews for ref in asks[one])

    @cached_property
    def audits(self) -> Audits:
        """The audits done that stand on the day; which test a theme is found when it is asked."""
        done: list[tuple[AuditFact, tuple[str, ...], tuple[str, ...]]] = []
        by_ref: dict[str, list[AuditFact]] = {}
        for page in self.pages("audits"):
            records = self.apart()
            audits = self._audits(records)
            fit = [one for one in page if not problem_of("audits", one)]
            gather(records, (("serves", "record"),), [str(one["ref"]) for one in fit])
            served = [ref for one in fit for ref in served_by(records, one)]
            if not records.is_whole("actions"):
                records.singly.fetch("actions", served)
            gather(records, (("serves", "record"),), served)
            for document, fact in audits.done_among(fit):
                refs = tuple(audits.served(document))
                done.append((fact, audits.named(document), refs))
                for ref in refs:
                    by_ref.setdefault(ref, []).append(fact)
        return self._audits(self.facts.records, (_Testing(self, done), by_ref))

    def pages(self, table: str) -> Iterator[Sequence[Document]]:
        """A table in pages, in order of entry; none of them is kept."""
        after = -1
        while True:
            page = self._live.at(self._head).found(table, None, TOGETHER, after)
            yield page
            if len(page) < TOGETHER:
                return
            after = page[-1].doc_id  # type: ignore[attr-defined]

    @cached_property
    def told_in_detail(self) -> tuple[MentionFact, ...]:
        """What reviews say of themes in detail."""
        found: dict[MentionFact, None] = {}
        for page in self.pages("mentions"):
            fit = [one for one in page if not problem_of("mentions", one)]
            found |= dict.fromkeys(NarrowFacts(self, self.apart()).told_by(fit))
        return tuple(found)

    def _audits(self, records: Records, done: Done | None = None) -> Audits:
        facts = self.facts
        return Audits(records, facts.as_at, facts.asked, facts.theming.over(records), done)


class _Testing(Mapping[str, Sequence[AuditFact]]):
    """The audits that test each theme: they name it, or what they are of is confirmed to be of it.

    Each is given with the themes it names and the records it is of.
    """

    def __init__(
        self, common: Common, done: Sequence[tuple[AuditFact, tuple[str, ...], tuple[str, ...]]]
    ) -> None:
        self._common = common
        self._done = done
        self._found: dict[str, tuple[AuditFact, ...]] = {}

    def __getitem__(self, theme_id: str) -> Sequence[AuditFact]:
        found = self._found.get(theme_id)
        if found is None:
            confirmed = self._common.light(theme_id).confirmed
            found = self._found[theme_id] = tuple(
                [
                    fact
                    for fact, named, served in self._done
                    if (theme_id in named if named else not confirmed.isdisjoint(served))
                ]
            )
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._common.facts.theming.known)

    def __len__(self) -> int:
        return len(self._common.facts.theming.known)


class NarrowFacts(Facts):
    """The facts of some recommendations and themes; of each theme what belongs to it is read."""

    def __init__(self, common: Common, records: Sparse) -> None:
        shared = common.facts
        super().__init__(records, shared.as_at)
        self._common = common
        self.asked = shared.asked
        self.theming = shared.theming.over(records)
        self.actions = ActionsNow(records, self.as_at, self.asked)
        self.standing = Standing(records, self.as_at, self.asked, self.actions)
        self.settings = shared.settings
        self.numbers = shared.numbers
        self._looked_at: list[Document] = []

    def look_at(self, recommendations: Iterable[Document]) -> None:
        """Say which recommendations will be asked about, so that they are read together."""
        several = list(recommendations)
        gather_all(self.sparse, [str(one["ref"]) for one in several])
        self._looked_at += several

    @property
    def reviews(self) -> Mapping[str, Review]:
        """Every review by reference."""
        return self._common.facts.reviews

    @property
    def review_facts(self) -> Mapping[str, ReviewFact]:
        """Every review as analysis sees it, by reference."""
        return self._common.facts.review_facts

    @property
    def board(self) -> BoardFacts:
        """What all themes share."""
        return self._common.board

    @cached_property
    def audits(self) -> Audits:
        """The audits done that stand on the day."""
        return self._common.audits.over(self.records, self.theming)

    def compared(self, theme_id: str, review: str) -> Comparison | OfCase:
        """The cases that raise a theme, to compare with what a review asks on it."""
        self._read_cases()
        rows: list[RecommendationFact] = []
        for ref in self._common.of_case(theme_id, review):
            document = self.records.get("recommendations", ref)
            if document is not None:
                rows += self.standing.rows(document)
        return OfCase(self._common.light(theme_id).comparison, rows)

    def _read_cases(self) -> None:
        """Have at hand what the cases of all that is looked at asked on the same themes."""
        looked_at, self._looked_at = self._looked_at, []
        refs: dict[str, None] = {}
        for document in looked_at:
            for theme in filter(self.is_issue, self.theming.of(str(document["ref"]))):
                refs |= dict.fromkeys(self._common.of_case(theme, str(document["review"])))
        self._have(tuple(refs))

    def _have(self, refs: tuple[str, ...]) -> None:
        """Have recommendations at hand with all that hangs on them."""
        records = self.sparse
        if refs:
            if not records.is_whole("recommendations"):
                records.singly.fetch("recommendations", refs)
            gather_all(records, refs)

    def theme(self, theme_id: str) -> ThemeFacts:
        """Everything that decides where one theme stands."""
        if theme_id not in self._themes:
            self._have(tuple(dict.fromkeys(str(one["of"]) for one in self._links_of(theme_id))))
        return super().theme(theme_id)

    def _links_of(self, theme_id: str) -> list[Document]:
        links = self._links.get(theme_id)
        if links is None:
            links = self._links[theme_id] = self._read_links(theme_id)
        return links

    @cached_property
    def _links(self) -> dict[str, list[Document]]:
        return {}

    def _read_links(self, theme_id: str) -> list[Document]:
        links = self._linked(theme_id)
        self._have_sources(links)
        return [link for link in links if self._source(link) is not None]

    def _linked(self, theme_id: str) -> list[Document]:
        """As `Theming.by_theme` has it, for one theme."""
        records, theming = self.sparse, self.theming
        ids = tuple(dict.fromkeys((theme_id, *theming.merged_into(theme_id))))
        found = records.singly.found("theme_links", where("theme").one_of(ids))
        return [
            link
            for link in unwithdrawn(tuple(found))
            if not problem_of("theme_links", link)
            and link.get("status") != REJECTED
            and theming.now(link["theme"]) == theme_id
        ]

    @property
    def raised(self) -> tuple[str, ...]:
        """The issues that some record speaks of, in the order they were first entered."""
        return self._whole.raised

    @property
    def recommendations(self) -> tuple[Document, ...]:
        """Every recommendation that counts on the day, in order of entry."""
        return self._whole.recommendations

    @property
    def recommendations_by_ref(self) -> Mapping[str, Document]:
        """The same by reference."""
        return self._whole.recommendations_by_ref

    @property
    def _whole(self) -> Facts:
        """What takes every record."""
        return self._common.whole

    def each_with_themes(self) -> Iterator[tuple[Document, tuple[str, ...]]]:
        """Every recommendation that counts on the day, each with its confirmed themes."""
        themes: dict[str, dict[str, None]] = {}
        for page in self._common.pages("theme_links"):
            for link in unwithdrawn(tuple(page)):
                if link.get("status") == "confirmed" and not problem_of("theme_links", link):
                    theme = self.theming.now(link["theme"])
                    themes.setdefault(str(link["of"]), {})[theme] = None
        for page in self._common.pages("recommendations"):
            for document in page:
                if not problem_of("recommendations", document) and self.counts(document):
                    yield document, tuple(themes.get(str(document["ref"]), ()))

    def mentions_of_all(self) -> Iterator[MentionFact]:
        """What reviews may say, whatever the theme."""
        for ref in self.reviews:
            yield from plain_mention(ref, True)
        yield from self._common.told_in_detail

    def told_by(self, mentions: Iterable[Document]) -> Iterator[MentionFact]:
        """What the theme links say that some mentions are of."""
        refs = list(dict.fromkeys(str(one.get("link")) for one in mentions))
        if not self.sparse.is_whole("theme_links"):
            self.sparse.singly.fetch("theme_links", refs)
        links = [one for ref in refs if (one := self.records.get("theme_links", ref)) is not None]
        self._have_sources(links)
        for link in links:
            yield from self._mentions(link)

    def _have_sources(self, links: Iterable[Document]) -> None:
        """Have at hand what theme links are of, and what they say in detail."""
        links = list(links)
        sources = [str(link["of"]) for link in links]
        for table in ("recommendations", "findings"):
            if not self.sparse.is_whole(table):
                self.sparse.singly.fetch(table, sources)
        gather(self.sparse, (("mentions", "link"),), [str(link["ref"]) for link in links])

    def audits_of(self, ref: str) -> tuple[AuditFact, ...]:
        """The audits that name a recommendation or test one of its themes."""
        found = super().audits_of(ref)
        records = self.sparse
        refs = [one.ref for one in found]
        if not records.is_whole("audits"):
            records.singly.fetch("audits", refs)
        gather(records, (("serves", "record"),), refs)
        of = [one for ref in refs if (one := records.get("audits", ref)) is not None]
        served = list(dict.fromkeys(one for each in of for one in served_by(records, each)))
        if not records.is_whole("actions"):
            records.singly.fetch("actions", served)
        gather(records, (("actions", "serves"), ("serves", "serves")), served)
        return found

    @property
    def sparse(self) -> Sparse:
        """Its records, by what they are asked."""
        assert isinstance(self.records, Sparse)
        return self.records


class _LightFacts(NarrowFacts):
    """Facts of themes of which nobody asks how what their cases asked stands."""

    def light(self, theme_id: str) -> Light:
        """The cases of a theme."""
        asks: dict[str, list[str]] = {}
        linked = self._linked(theme_id)
        self._have_sources(linked)
        links = [link for link in linked if self._source(link) is not None]
        sources = dict.fromkeys(str(link["of"]) for link in links)
        found = (self.records.get("recommendations", ref) for ref in sources)
        documents = [document for document in found if document is not None]
        for document in documents:
            asks.setdefault(str(document["review"]), []).append(str(document["ref"]))
        gather(self.sparse, (("links", "a"),), list(sources))
        by_ref = {str(document["ref"]): document for document in documents}
        comparison = Comparison(
            ThemeFacts(
                board=self.board,
                theme=theme_id,
                name=theme_id,
                mentions=tuple([mention for link in links for mention in self._mentions(link)]),
                recommendations=tuple([row for one in documents for row in self._rows(one)]),
                links=tuple(self._same_asks(by_ref)),
            )
        )
        return Light(
            comparison,
            {review: tuple(refs) for review, refs in asks.items()},
            frozenset(str(one["of"]) for one in linked if one.get("status") == "confirmed"),
        )

    def _rows(self, document: Document) -> Iterator[RecommendationFact]:
        """Whom it asks; how it stands decides nothing here."""
        for agency in self.asked.each(document.get("agencies", ())) or (None,):
            yield RecommendationFact(str(document["ref"]), str(document["review"]), "open", agency)


def facts_of(records: Records, as_at: date, looked_at: Sequence[Document] = ()) -> Facts:
    """The facts of a state for a page: narrow ones where its records are read sparsely.

    Args:
        records: the state.
        as_at: the day to judge it by.
        looked_at: the recommendations that will be asked about.
    """
    if not isinstance(records, Sparse):
        return Facts(records, as_at)
    common = Common(records.live, as_at, records.head)
    facts = NarrowFacts(common, common.apart())
    facts.look_at(looked_at)
    return facts
