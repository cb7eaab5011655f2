"""The one screen: keys in, actions out, and a repaint of what changed."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import partial
from threading import Thread

from textual import events
from textual.timer import Timer

from aitui.errors import AituiError
from aitui.explorer.actions import CENTRES, OF_FACTS, READERS, Action, Pane, key_name, keymap, where
from aitui.explorer.progress import SLOW
from aitui.explorer.state import Explorer
from aitui.text.clean import clean_line
from aitui.tui.screens.facts_actions import FactsActions
from aitui.tui.screens.find_actions import FindActions
from aitui.tui.screens.lens_actions import LensActions
from aitui.tui.screens.mouse_actions import MouseActions
from aitui.tui.screens.pair_actions import PairActions
from aitui.tui.screens.panes_screen import load_rest
from aitui.tui.screens.range_actions import RangeActions
from aitui.tui.screens.reading_actions import ReadingActions
from aitui.tui.screens.review_actions import ReviewActions
from aitui.tui.screens.search_actions import SearchActions
from aitui.tui.screens.story_actions import StoryActions
from aitui.tui.screens.taking_actions import TakingActions
from aitui.tui.screens.timeline_actions import TimelineActions
from aitui.tui.theme import THEMES, Theme
from aitui.tui.widgets.prompt import Prompt
from aitui.tui.widgets.rowlist import RowList

# Idle time after the last letter before the corpus is searched: letters that come together are one search.
SEARCH_IDLE = 0.01
# So many panes are named where a key does nothing in this one.
_FEW = 3
# Answers of one kind that `↑` brings back.
REMEMBERED = 100
# Seconds after which the start is over: the first keys are answered.
SETTLED = 0.3
# What is done to the terminal: also while something is typed.
_ANY_TIME = ("redraw", "suspend")
# How often the file is asked whether another program has written to it, and the place is kept.
LOOK_EVERY = 3.0


class MainScreen(
    FactsActions,
    FindActions,
    LensActions,
    MouseActions,
    PairActions,
    RangeActions,
    ReadingActions,
    ReviewActions,
    SearchActions,
    StoryActions,
    TakingActions,
    TimelineActions,
    inherit_bindings=False,
):
    """Panes around the reader; every key is looked up in the table of actions."""

    def __init__(self, explorer: Explorer, theme: Theme) -> None:
        super().__init__(explorer, theme)
        self._keymaps: dict[tuple[Pane, bool], dict[str, Action]] = {}
        self._search_timer: Timer | None = None
        self._watching: Timer | None = None
        # The row of the open article that the list was brought to last, and the list.
        self._brought_to: tuple[int, array[int]] = (0, array("q"))

    def on_mount(self) -> None:
        self.explorer.notify = self.repaint
        self.app.jobs.asked = self._watch_jobs
        self.explorer.start()
        self.call_after_refresh(self.explorer.load_rest)
        self.call_after_refresh(self.explorer.pair.come_back)
        self.set_timer(SETTLED, self._load_the_rest)
        self.set_interval(LOOK_EVERY, self._look_around)
        for pane in self.panes.values():
            pane.changed()
        self._show_open_article()
        if self.explorer.lit is not None:
            self._put_on(self.entities, self.explorer.entity_ids, self.explorer.lit.row.id)

    def _load_the_rest(self) -> None:
        """Bring in and write what the start did without."""
        self.explorer.begin_session()
        self.explorer.review.count()
        Thread(target=load_rest, daemon=True).start()

    def _look_around(self) -> None:
        self.explorer.look_for_changes()
        self.explorer.keep_place()

    def _watch_jobs(self) -> None:
        """Look after a while whether what was asked for is still on its way; idle, nothing looks."""
        if self._watching is None:
            self._watching = self.set_timer(SLOW, self._look_at_jobs)

    def _look_at_jobs(self) -> None:
        self._watching = None
        if self.explorer.progress.look():
            self._watch_jobs()

    # ------------------------------------------------------------------ repaint

    def repaint(self, parts: Iterable[str]) -> None:
        """The explorer changed; draw what is concerned."""
        if not self.is_mounted:
            return
        folded = self.size.width < 100 or self.size.height <= 12
        for part in parts:
            if part == "layout" or (folded and part == self.explorer.focus and part != self.side):
                self.relayout()
            if part == "status":
                self.status.refresh()
            elif part in ("judged", "ordered"):
                # The lists may stand in another order now.
                if self.explorer.lit is not None:
                    self._put_on(self.entities, self.explorer.entity_ids, self.explorer.lit.row.id)
                self._show_open_article()
            elif part in self.panes:
                self.panes[part].changed()
        if "reader" in parts and self.explorer.article is not None:
            self._show_open_article()
        if self.status.empty != (empty := self.nothing_listed()):
            self.status.empty = empty
            self.status.refresh()
        self.watch_reading()

    def _show_open_article(self) -> None:
        """Bring the cursor of the article list to the open article.

        Of two readers the one in focus shows that.  A person may stand on the row of the other one: from
        there only another article or another list takes them away.
        """
        article = self.explorer.article
        self.articles.mark_open()
        if article is None or self.articles.waiting:
            return
        ids = self.explorer.article_ids
        row = self.explorer.grouping.row_of(article.row.id)
        at, self._brought_to = self._brought_to, (row, ids)
        here = self.articles.current()
        if at[0] == row and at[1] is ids and here is not None and self.explorer.pair.holds(here):
            return
        self._put_on(self.articles, ids, row)

    def _put_on(self, pane: RowList, ids: array[int], wanted: int) -> None:
        if pane.cursor < len(ids) and ids[pane.cursor] == wanted:
            return  # most often; a list of a million is not searched for that
        try:
            pane.put_cursor(ids.index(wanted))
        except ValueError:
            return

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self.pressed += 1
        answer = partial(self._press, event)
        if not self.looking.keep(answer):
            answer()

    def _press(self, event: events.Key) -> None:
        self.looking.stop()
        char = event.character if event.is_printable else None
        key = "space" if char == " " else (char or event.key)
        with self.app.key_times.answering(event.time):
            try:
                self._answer(key, event.key, char)
            except AituiError as error:  # such as a workspace that cannot be written now
                self.explorer.say(str(error))

    def _answer(self, key: str, name: str, char: str | None) -> None:
        """Do what a key means.

        Args:
            key: as the table of actions has it.
            name: as Textual calls it.
            char: what it types, None for a key that types nothing.
        """
        if self.status.prompt is not None:
            self._prompt_key(self.status.prompt, name, char)
            return
        if self.notice.open:
            self.notice.hide()
            self.relayout()
            if name in ("escape", "enter"):
                return
        if self.explorer.message:
            self.explorer.message = ""
            self.status.refresh()
        focus = self.explorer.focus
        in_range = self.explorer.range.on and focus in READERS
        keys = self._keymaps.get((focus, in_range))
        if keys is None:
            keys = keymap(focus, "range" if in_range else "", self.explorer.actions)
            self._keymaps[focus, in_range] = keys
        action = keys.get(key)
        if action is None:
            actions = [each for each in self.explorer.actions if key in each.keys and not each.mode]
            panes = list(dict.fromkeys(pane for each in actions for pane in where(each)))
            only = f", only in {' and '.join(panes)}" if 0 < len(panes) <= _FEW else ""
            told = clean_line(key_name(key))
            self.explorer.say(f"{told} does nothing here{only}; {self.explorer.key('help')} shows the keys.")
            return
        self.perform(action)

    def on_paste(self, event: events.Paste) -> None:
        if self.status.prompt is not None:
            self.status.prompt.insert(event.text[:2000])
            self._prompt_changed(self.status.prompt)

    # ------------------------------------------------------------------ the prompt

    def _prompt_key(self, prompt: Prompt, key: str, char: str | None) -> None:
        if key == "enter":
            self._prompt_done(prompt)
        elif key in ("escape", "ctrl+c"):
            self._prompt_left(prompt)
        elif self.palette.open and key in ("up", "down", "pageup", "pagedown"):
            self.palette.move({"up": -1, "down": 1, "pageup": -10, "pagedown": 10}[key])
        elif prompt.kind == "search" and self.search_key(prompt, key):
            return
        elif char is not None:
            prompt.insert(char)
            self._prompt_changed(prompt)
        elif prompt.edit(key):
            self._prompt_changed(prompt)
        else:
            for action in self.explorer.actions:
                if action.name in _ANY_TIME and key in action.keys:
                    self.perform(action)

    def _prompt_changed(self, prompt: Prompt) -> None:
        self.status.refresh()
        if prompt.kind == "search":
            if self._search_timer is not None:
                self._search_timer.stop()
            self._search_timer = self.set_timer(
                SEARCH_IDLE, lambda: self.explorer.search.run(prompt.text, typing=True)
            )
        elif prompt.kind == "palette":
            self.palette.filter(prompt.text)
        elif prompt.kind == "filter":
            self._filter(prompt.text)
        elif prompt.kind == "find":
            self.find_changed(prompt)

    def _close_prompt(self, prompt: Prompt) -> None:
        self.status.prompt = None
        if prompt.text and prompt.text not in prompt.history[-1:]:
            prompt.history.append(prompt.text)
            del prompt.history[:-REMEMBERED]
        if self.palette.open or self.notice.open:
            self.palette.hide()
            self.notice.hide()
            self.relayout()
        self.status.refresh()

    def _prompt_done(self, prompt: Prompt) -> None:
        if prompt.kind == "palette":
            from aitui.explorer.going import parse

            action = self.palette.chosen()
            self._close_prompt(prompt)
            goal = parse(prompt.text, self.explorer.focus)
            if goal is not None:
                self.go_to(goal)
            elif action is not None:
                self.perform(action)
            else:
                self.explorer.say(f"No action is called “{clean_line(prompt.text.strip())}”.")
            return
        self._close_prompt(prompt)
        if prompt.kind in self.answers:
            self.answers[prompt.kind](prompt.text.strip())
        elif prompt.kind == "note":
            self.explorer.bookmarks.add(prompt.text.strip())
        elif prompt.kind == "search":
            if self._search_timer is not None:
                self._search_timer.stop()
            self.explorer.search.run(prompt.text)
            self.explorer.saved.remember(prompt.text)
        elif prompt.kind == "find":
            self.find_done(prompt)

    def _prompt_left(self, prompt: Prompt) -> None:
        self._close_prompt(prompt)
        if prompt.kind == "search":
            if self._search_timer is not None:
                self._search_timer.stop()
            self.give_search_up()
        elif prompt.kind == "filter":
            self._filter("")
        elif prompt.kind == "find":
            self.find_left()

    def _filter(self, text: str) -> None:
        """Keep the rows of this pane that hold a text; the first of them is the current one."""
        pane = self.current

        def there() -> None:
            if isinstance(pane, RowList) and pane is self.current:
                pane.put_cursor(0)
                if text and pane.count():
                    pane.moved()

        self.explorer.apply_filter(self.explorer.focus, text, there)

    # ------------------------------------------------------------------ actions: moving

    def do_down(self) -> None:
        self.current.move(1)

    def do_up(self) -> None:
        self.current.move(-1)

    def do_page_down(self) -> None:
        self.current.page(1)

    def do_page_up(self) -> None:
        self.current.page(-1)

    def do_half_down(self) -> None:
        self.current.page(0.5)

    def do_half_up(self) -> None:
        self.current.page(-0.5)

    def do_top(self) -> None:
        self.current.to_edge(last=False)

    def do_bottom(self) -> None:
        self.current.to_edge(last=True)

    def do_next_sentence(self) -> None:
        if self.explorer.range.on:
            self.explorer.range.by_sentences(1)
        elif not self.explorer.step_sentence(1):
            self.explorer.say("This is the last sentence.")

    def do_previous_sentence(self) -> None:
        if self.explorer.range.on:
            self.explorer.range.by_sentences(-1)
        elif not self.explorer.step_sentence(-1):
            self.explorer.say("This is the first sentence.")

    # ------------------------------------------------------------------ actions: going in and out

    def do_open(self) -> None:
        focus = self.explorer.focus
        if focus == "articles":
            article = self.articles.current()
            if article is not None:
                offset = self._offset_in(article)
                self.explorer.open_article(article, offset)
                self.explorer.go("reader")
        elif focus == "entities":
            entity = self.entities.current()
            if entity is not None:
                self.explorer.open_card(entity)
        elif focus == "timeline":
            self.open_timeline()
        elif focus == "search":
            self.explorer.search.open_hit(self.search_pane.cursor)
        elif focus == "facets":
            self.do_include()
        elif focus == "searches":
            self.open_search()
        elif focus == "feeds":
            if (feed := self.feeds_pane.current()) is not None:
                self.explorer.updating.start(feed.url)
        elif focus == "entity":
            self._open_line()
        elif focus == "concordance":
            context = self.concordance.current()
            if context is not None:
                self._read_at(context.article_id, context.start)
        elif focus == "bookmarks":
            mark = self.bookmarks.current()
            if mark is not None:
                self.explorer.bookmarks.open(mark)
        elif focus == "review":
            self.open_pair()
        elif focus in OF_FACTS:
            self.open_fact()
        elif focus == "silence":
            self.open_voice()
        elif focus == "versions":
            self.open_change()
        elif focus == "stories":
            self.open_story()

    def _offset_in(self, article: int) -> int:
        opened = self.explorer.article
        return self.explorer.offset if opened is not None and opened.row.id == article else 0

    def _open_line(self) -> None:
        """Follow a line of the entity card: to a place, or to the card of another entity."""
        line = self.card.current()
        if line is not None and line.place is not None:
            self._read_at(*line.place)
        elif line is not None and line.entity is not None:
            self.explorer.open_card(line.entity)
            self._put_on(self.entities, self.explorer.entity_ids, line.entity)

    def _read_at(self, article: int, start: int) -> None:
        self.explorer.open_article(article, start)
        self.explorer.go("reader")

    def do_close(self) -> None:
        if self.explorer.focus == "articles" and not self.explorer.zoomed:
            self.app.leave()
        else:
            self.do_out()

    def do_out(self) -> None:
        explorer = self.explorer
        if explorer.zoomed:
            explorer.toggle_zoom()
        elif explorer.focus == "tellings":
            explorer.tellings.leave()
        elif explorer.focus == "facets":
            explorer.go("search")
        elif explorer.focus == "timeline" and explorer.timeline.close():
            return
        elif explorer.focus in CENTRES[1:]:
            explorer.go("reader")
        elif explorer.focus == "counterpart":
            self.change_sides()
        elif explorer.focus != "articles":
            explorer.go("articles")

    def do_cancel(self) -> None:
        explorer = self.explorer
        if explorer.progress.stoppable:
            explorer.progress.stop()
        elif explorer.range.on:
            explorer.range.let_go()
        elif self.peel_search():
            return
        elif explorer.focus == "facets":
            explorer.go("search")
        elif explorer.matches is not None:
            explorer.clear_matches()
        elif self.let_go_of_find():
            explorer.say("The last find of this pane is let go.")
        elif explorer.filters.get(explorer.focus):
            explorer.apply_filter(explorer.focus, "")
        elif explorer.zoomed:
            explorer.toggle_zoom()
        elif explorer.focus == "tellings":
            explorer.tellings.leave()
        elif explorer.focus == "timeline" and explorer.timeline.close():
            return
        elif explorer.focus in CENTRES[1:]:
            explorer.go("reader")
        elif explorer.pair.open:
            explorer.pair.close()
        elif explorer.lit is not None:
            explorer.unlight()
        elif explorer.welcome:
            explorer.settle_in()
        else:
            explorer.say(f"Nothing to let go of; {explorer.key('quit')} quits.")

    def do_back(self) -> None:
        self.explorer.back()

    def do_forward(self) -> None:
        self.explorer.forward()

    def do_next_article(self) -> None:
        self.explorer.neighbour(1)

    def do_previous_article(self) -> None:
        self.explorer.neighbour(-1)

    # ------------------------------------------------------------------ actions: panes

    def do_focus_articles(self) -> None:
        self.explorer.go("articles")

    def do_focus_reader(self) -> None:
        self.explorer.go("reader")

    def do_focus_entities(self) -> None:
        self.explorer.go("entities")
        if self.explorer.lit is None:
            self.entities.moved()

    def do_focus_timeline(self) -> None:
        self.explorer.go("timeline")

    def do_focus_search(self) -> None:
        self.explorer.go("search")

    def do_focus_bookmarks(self) -> None:
        self.explorer.go("bookmarks")

    def _next_pane(self, step: int) -> None:
        if self.reading_two():
            self.change_sides()
            return
        ring: list[Pane] = ["articles", self.explorer.centre, "entities", "timeline"]
        at = ring.index(self.explorer.focus) if self.explorer.focus in ring else 0
        pane = ring[(at + step) % len(ring)]
        if pane == "entities":
            self.do_focus_entities()
        else:
            self.explorer.go(pane)

    def do_next_pane(self) -> None:
        self._next_pane(1)

    def do_previous_pane(self) -> None:
        self._next_pane(-1)

    def do_zoom(self) -> None:
        self.explorer.toggle_zoom()

    # ------------------------------------------------------------------ actions: narrowing

    def do_filter(self) -> None:
        self.ask("filter", "only", self.explorer.filters.get(self.explorer.focus, ""))

    def do_concordance(self) -> None:
        self.explorer.concordance.show()

    def do_pin(self) -> None:
        self.explorer.toggle_pin()

    # ------------------------------------------------------------------ actions: keeping

    def do_bookmark(self) -> None:
        self.explorer.bookmarks.add()

    def do_note(self) -> None:
        self.ask("note", "note")

    def do_delete(self) -> None:
        if self.explorer.focus == "searches":
            self.remove_search()
        elif (mark := self.bookmarks.current()) is not None:
            self.explorer.bookmarks.remove(mark)

    def do_unfold(self) -> None:
        self.explorer.toggle_boilerplate()

    def do_undo(self) -> None:
        self.explorer.undo()

    def do_redo(self) -> None:
        self.explorer.redo()

    # ------------------------------------------------------------------ actions: the program

    def do_palette(self) -> None:
        self._open_palette("Actions")

    def do_help(self) -> None:
        self._open_palette("Keys")

    def _open_palette(self, title: str) -> None:
        self.palette.show(title)
        self.ask("palette", ":")
        self.relayout()

    def do_theme(self) -> None:
        names = list(THEMES)
        self.take_theme(THEMES[names[(names.index(self.colours.name) + 1) % len(names)]])
        self.explorer.say(f"Colours: {self.colours.name}.")

    def take_theme(self, theme: Theme) -> None:
        """Show everything in the colours of a theme."""
        if theme is self.colours:
            return
        self.colours = theme
        for widget in (*self.panes.values(), self.status, self.palette, self.notice):
            widget.theme = self.colours  # type: ignore[attr-defined]
        self.relayout()
        for pane in self.panes.values():
            pane.refresh()

    def do_focus_feeds(self) -> None:
        self.explorer.updating.show()

    def do_update(self) -> None:
        self.explorer.updating.start()

    def do_reload(self) -> None:
        self.explorer.reload()
        if self.explorer.focus == "feeds":
            self.explorer.updating.read()

    def do_redraw(self) -> None:
        self.app.redraw()

    def do_suspend(self) -> None:
        self.app.action_suspend_process()

    def do_quit(self) -> None:
        self.app.leave()
