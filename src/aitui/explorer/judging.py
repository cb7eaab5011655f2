"""What the user decides about entities: one message each, taken back with undo."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from aitui.errors import AituiError
from aitui.explorer.judged import PATIENCE
from aitui.frozen import frozen
from aitui.store import articles, entities, judgements, mentions, previews, visible
from aitui.store.judgements import Place, Plan
from aitui.store.previews import Counts
from aitui.store.rows import EntityRow, Judgement, MentionRow

if TYPE_CHECKING:
    from aitui.explorer.jobs import Jobs
    from aitui.explorer.state import Explorer
    from aitui.store.database import Connection

Scope = Literal["here", "article", "everywhere"]
_WHERE: dict[Scope, str] = {"here": "here", "article": "in this article", "everywhere": "anywhere"}

# A form in quotes, or what may be a slug; and the slug behind the name of a new entity.
_SLUG = re.compile(r"(“[^”]*”)|[^\s,“”]+")
_NEW = re.compile(r" \([^\s()]+\)$")

Make = Callable[[Sequence[Judgement]], Plan]


@frozen
class _Chosen:
    """The mention that is spoken of."""

    row: EntityRow
    owner: str
    place: Place


class Judge:
    """The user's last word on entities.  Every method does one thing, says so, and can be undone.

    Args:
        explorer: whose lists follow.
        reader: the corpus.
        own: the workspace.
        jobs: counts what a merge would change.
    """

    def __init__(self, explorer: Explorer, reader: Connection, own: Connection, jobs: Jobs) -> None:
        self._explorer = explorer
        self._reader = reader
        self._own = own
        self._jobs = jobs
        # Slugs, in the order of marking: ids change when entities are merged.
        self._marked: dict[str, None] = {}

    # ------------------------------------------------------------------ pairs

    @property
    def marked(self) -> list[int]:
        """Ids of the marked entities, in the order of marking."""
        found = (entities.by_uid(self._reader, slug, self._explorer.view) for slug in self._marked)
        return list(dict.fromkeys(i for i in found if i is not None))

    def mark(self, entity_id: int) -> None:
        """Mark an entity for what comes next, or take the mark off."""
        row = self._explorer.entity_row(entity_id)
        if row.uid in self._marked:
            del self._marked[row.uid]
            message = f"{row.name} is no longer marked."
        else:
            self._marked[row.uid] = None
            message = f"{row.name} is marked; {len(self._marked)} in all."
        self._explorer.say(message)
        self._explorer.notify(frozenset({"entities"}))

    def is_marked(self, row: EntityRow) -> bool:
        """Tell whether an entity is marked, without a look into the corpus."""
        return row.uid in self._marked

    def unmark_all(self) -> None:
        """Take every mark off."""
        self._marked.clear()
        self._explorer.notify(frozenset({"entities"}))

    def preview_merge(self, then: Callable[[str], None]) -> None:
        """Work out what merging the marked entities would do; say why when it cannot be done.

        One marked entity is merged with the lit one.

        Args:
            then: called with the change in one line, at once or when it is counted.
        """
        slugs = self._pair()
        live, view = judgements.live(self._own), self._explorer.view
        try:
            now = view.held(live)
            after = judgements.applied(now, judgements.merge(now, slugs))
        except AituiError as error:
            self._explorer.say(str(error))
            return
        self._explorer.say("Counting what would change …")

        def query(connection: Connection) -> tuple[list[Counts], Counts]:
            before = previews.counts(connection, slugs, view)
            merged = previews.counts(connection, slugs[:1], visible.load(connection, after, view))
            return before, merged[0]

        self._jobs.submit(
            "preview", query, lambda found: then(_change(*found)), self._explorer.failed, PATIENCE
        )

    def merge_marked(self) -> bool:
        """Make the marked entities one; False when that is refused."""
        slugs = self._pair()
        names = self._names(slugs)
        done = self._do(lambda now: judgements.merge(now, slugs), f"{names} are one now")
        if done:
            self.unmark_all()
        return done

    def not_same(self) -> bool:
        """Keep the two marked entities, or the marked and the lit one, apart for good."""
        return self._two(judgements.different, "are not the same")

    def unsure(self) -> bool:
        """Put the two marked entities, or the marked and the lit one, aside undecided."""
        return self._two(judgements.unsure, "are put aside undecided")

    def same(self, one: EntityRow, other: EntityRow) -> bool:
        """Make a pair one."""
        return self._of_pair(
            lambda now: judgements.merge(now, [one.uid, other.uid]), one, other, "are one now"
        )

    def apart(self, one: EntityRow, other: EntityRow) -> bool:
        """Keep a pair apart for good."""
        return self._of_pair(
            lambda now: judgements.different(now, one.uid, other.uid), one, other, "are not the same"
        )

    def put_aside(self, one: EntityRow, other: EntityRow) -> bool:
        """Put a pair aside undecided."""
        return self._of_pair(
            lambda now: judgements.unsure(now, one.uid, other.uid), one, other, "are put aside undecided"
        )

    def _of_pair(self, make: Make, one: EntityRow, other: EntityRow, told: str) -> bool:
        return self._do(make, f"{one.name} and {other.name} {told}")

    def members(self) -> list[str]:
        """Return the slugs of what the lit entity was merged from, the one that names it first."""
        lit = self._explorer.lit
        return [] if lit is None else self._explorer.view.members(lit.row.id)

    def split(self, member: str | None = None) -> bool:
        """Take a member out of the lit entity, or take it apart altogether.

        Args:
            member: slug, one of `members()`; None for all.
        """
        row = self._lit()
        if row is None:
            return False
        if member is None:
            return self._do(lambda now: judgements.dissolve(now, row.uid), f"{row.name} is split")
        rest = next((slug for slug in self.members() if slug != member), member)
        name = self._name(member, self._given())
        return self._do(lambda now: judgements.split(now, rest, member), f"{name} is split off")

    def namer(self) -> Callable[[str], str]:
        """Return what puts names in the place of slugs in what a judgement was made of, of now or before."""
        before = self._given()

        def named(target: str) -> str:
            given = before | self._given()
            # What stands in quotes is a form in a text; a new entity is told with its name already.
            told = _NEW.sub("", target)
            return _SLUG.sub(lambda match: match[1] or self._name(match[0], given), told)

        return named

    def _given(self) -> dict[str, str]:
        """Return slug -> name of what the person has named."""
        live = judgements.live(self._own)
        made = {j.other: j.value for j in live if j.kind == "reassign" and j.other and j.value}
        return made | {j.entity: j.value for j in live if j.kind in ("alias", "name") and j.value}

    def _name(self, slug: str, given: Mapping[str, str]) -> str:
        """Return the name of an entity by itself: two that are one are to be told apart."""
        found = entities.by_uid(self._reader, slug, visible.RAW)
        if slug in given or found is None:
            return given.get(slug, slug)
        return entities.rows(self._reader, [found], visible.RAW)[found].name

    # ------------------------------------------------------------------ mentions

    def not_a_mention(self, scope: Scope, at: tuple[int, int] | None = None) -> bool:
        """Say that the mention at the reader's place does not speak of the lit entity.

        Args:
            scope: only here, this form in this article, or this form everywhere.
            at: article id and start of another mention of it.
        """
        chosen = self._mention(at)
        if chosen is None:
            return False
        place, row = chosen.place, chosen.row
        return self._do(
            lambda now: judgements.not_mention(
                now,
                chosen.owner if scope == "here" else row.uid,
                place.exact,
                article=place.article if scope == "article" else None,
                place=place if scope == "here" else None,
            ),
            f"“{_line(place.exact)}” is not {row.name} {_WHERE[scope]}",
        )

    def split_form(
        self, to: str = "", scope: Scope = "everywhere", at: tuple[int, int] | None = None
    ) -> bool:
        """Give the form of the mention at the reader's place, or that mention alone, to another entity.

        Args:
            to: slug or name of an entity, or the name of a new one; empty for one of the form's own name.
            scope: only here, this form in this article, or this form everywhere.
            at: article id and start of another mention of it.
        """
        chosen = self._mention(at)
        if chosen is None:
            return False
        place, row = chosen.place, chosen.row
        target, name = self._target(_line(to) or _line(place.exact), row.uid)
        return self._do(
            lambda now: judgements.reassign(
                now,
                chosen.owner if scope == "here" else row.uid,
                target,
                place.exact,
                name=name,
                article=place.article if scope == "article" else None,
                place=place if scope == "here" else None,
            ),
            f"“{_line(place.exact)}” {_WHERE[scope]} is {name} now",
        )

    # ------------------------------------------------------------------ forms

    def form_here(self) -> str:
        """Return the words of the range, else of the lit entity's mention at the reader's place."""
        explorer = self._explorer
        if explorer.range.on:
            return explorer.range.text()
        if explorer.article is None or explorer.lit is None:
            return ""
        starts, ends = explorer.lit_spans()
        spans = dict(zip(starts, ends, strict=True))
        start = self._at_cursor(explorer.lit.row.id)
        return _line(explorer.article.text[start : spans[start]]) if start in spans else ""

    def new_entity(self, form: str, name: str, kind: str) -> bool:
        """Make an entity of a form: wherever it stands it is a mention of it, and it is lit.

        Args:
            form: as it stands in the texts; its capitals count.
            name: what it is called; empty for the form itself.
            kind: a type, or the beginning of one; empty for a concept.
        """
        from aitui.analysis.naming.linking import slug_of

        found = type_of(kind or "concept")
        name = _line(name) or form
        live = judgements.live(self._own)
        slug = entities.free_slug(self._reader, slug_of(name) or "entity", live)
        return self._do(
            lambda now: judgements.new_entity(now, form, slug, name, found or kind),
            f"Looking for “{form}” in every article",
            lambda: self._show(slug, form),
        )

    def alias(self, form: str, name: str) -> bool:
        """Say that a form, with its capitals, is a name of an entity that there is, wherever it stands."""
        view = self._explorer.view
        known = entities.by_uid(self._reader, name, view) or entities.named(self._reader, name, view)
        if known is None:
            key = self._explorer.key("new_entity")
            self._explorer.say(f"No entity is called “{_line(name)}”; {key} makes a new one of the range.")
            return False
        slug = self._explorer.entity_row(known).uid
        return self._do(
            lambda now: judgements.alias(now, form, slug, cased=True),
            f"Looking for “{form}” in every article",
            lambda: self._show(slug, form),
        )

    def _show(self, slug: str, form: str) -> None:
        """Light what a form was given to, and say how much of it there is now."""
        explorer = self._explorer
        explorer.range.let_go()
        found = entities.by_uid(self._reader, slug, explorer.view)
        if found is None:
            return
        row = explorer.entity_row(found)
        explorer.light(found)
        explorer.changed("judged")
        counts = f"{_many(row.mentions, 'mention')} in {_many(row.articles, 'article')}"
        explorer.say(self._undoable(f"“{form}” is {row.name} now: {counts}"))

    # ------------------------------------------------------------------ names

    def rename(self, name: str) -> bool:
        """Call the lit entity by another name."""
        row = self._lit()
        if row is None:
            return False
        return self._do(
            lambda now: judgements.rename(now, row.uid, name),
            f"{row.name} is called {_line(name)} now",
        )

    def retype(self, kind: str) -> bool:
        """Say of which type the lit entity is; the beginning of one that no other has is enough."""
        row = self._lit()
        if row is None:
            return False
        kind = type_of(kind) or kind
        return self._do(
            lambda now: judgements.retype(now, row.uid, kind),
            f"{row.name} is of type {kind} now",
        )

    # ------------------------------------------------------------------ inside

    def _do(self, make: Make, message: str, then: Callable[[], None] | None = None) -> bool:
        """Judge, say so, and let the lists follow.

        Args:
            message: what holds now, or what is being done until `then`.
            then: called when they have followed, in place of the message standing there.
        """
        try:
            judgements.record(self._own, make, self._explorer.view.automatic)
        except AituiError as error:
            self._explorer.say(str(error))
            return False
        if then is None:
            self._explorer.judged.follow()
            self._explorer.say(self._undoable(message))
        else:
            self._explorer.say(f"{message} …")
            self._explorer.judged.follow(then)
        return True

    def _undoable(self, message: str) -> str:
        return f"{message}; {self._explorer.key('undo')} takes it back."

    def _two(self, plan: Callable[[Sequence[Judgement], str, str], Plan], told: str) -> bool:
        slugs = self._pair()
        if len(slugs) != 2:
            key = self._explorer.key("mark")
            self._explorer.say(f"{key} marks an entity; mark two, or mark one and light another.")
            return False
        told = f"{self._names(slugs)} {told}"
        done = self._do(lambda now: plan(now, slugs[0], slugs[1]), told)
        if done:
            self.unmark_all()
        return done

    def _pair(self) -> list[str]:
        """Return the slugs of the marked entities; one alone goes with the lit one."""
        slugs = [self._explorer.entity_row(i).uid for i in self.marked]
        lit = self._explorer.lit
        if len(slugs) < 2 and lit is not None and lit.row.uid not in slugs:
            slugs.append(lit.row.uid)
        return slugs

    def _names(self, slugs: Sequence[str]) -> str:
        ids = (entities.by_uid(self._reader, slug, self._explorer.view) for slug in slugs)
        return " and ".join(self._explorer.entity_row(i).name for i in ids if i is not None)

    def _lit(self) -> EntityRow | None:
        if self._explorer.lit is None:
            self._explorer.say(f"No entity is lit; {self._explorer.key('focus_entities')} chooses one.")
            return None
        return self._explorer.lit.row

    def _mention(self, at: tuple[int, int] | None) -> _Chosen | None:
        """Return the mention of the lit entity at a place, else at the reader's or in its sentence."""
        row = self._lit()
        if row is None:
            return None
        article_id, start, opened = -1, -1, self._explorer.article
        if at is not None:
            article_id, start = at
        elif opened is not None:
            article_id, start = opened.row.id, self._at_cursor(row.id)
        found = [
            mention
            for mention in (mentions.of_article(self._reader, article_id, self._explorer.view))
            if (mention.entity_id, mention.start) == (row.id, start)
        ]
        owner = mentions.owner(self._reader, article_id, start, row.id, self._explorer.view)
        if not found or owner is None:
            key = self._explorer.key("next_match")
            self._explorer.say(f"There is no mention of {row.name} here; {key} goes to the next one.")
            return None
        return _Chosen(row, owner, self._place(article_id, found[0]))

    def _at_cursor(self, entity_id: int) -> int:
        explorer = self._explorer
        assert explorer.article is not None
        starts = explorer.article.by_entity.get(entity_id, ((), ()))[0]
        if explorer.offset in starts:
            return explorer.offset
        sentence = explorer.current_sentence() or (0, 0)
        return next((start for start in starts if sentence[0] <= start < sentence[1]), -1)

    def _place(self, article_id: int, mention: MentionRow) -> Place:
        body = articles.text(self._reader, article_id)
        uid = self._explorer.article_row(article_id).uid
        exact = body.text[mention.start : mention.end]
        return Place(uid, body.version_uid, mention.start, mention.end, exact)

    def _target(self, name: str, source: str) -> tuple[str, str]:
        """Return slug and name of the entity of a slug or name, else of a new one."""
        from aitui.analysis.naming.linking import slug_of

        view = self._explorer.view
        known = entities.by_uid(self._reader, name, view) or entities.named(self._reader, name, view)
        if known is not None:
            row = self._explorer.entity_row(known)
            if row.uid != source:
                return row.uid, row.name
        return judgements.free_slug(view.held(judgements.live(self._own)), slug_of(name), source), name


def type_of(text: str) -> str | None:
    """Return the type of entities that begins so, None when there is none or several."""
    found = [kind for kind in judgements.TYPES if kind.startswith(text.casefold().strip())]
    return found[0] if len(found) == 1 else None


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _change(before: Sequence[Counts], after: Counts) -> str:
    parts = " + ".join(f"{one.name} {one.mentions}" for one in before)
    return (
        f"{parts} → {_many(after.mentions, 'mention')}, {_many(after.articles, 'article')}, "
        f"{_many(after.languages, 'language')}, {_many(after.forms, 'form')}: {after.name}"
    )
