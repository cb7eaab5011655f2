"""The one table of actions.  Keys, footer, palette, help page and the keys page of the docs come from it.

The screen has one method `do_<name>` for each action; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable

from aitui.frozen import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Pane = Literal[
        "articles",
        "reader",
        "counterpart",
        "entities",
        "timeline",
        "search",
        "facets",
        "bookmarks",
        "entity",
        "concordance",
        "review",
        "facts",
        "tellings",
        "silence",
        "versions",
        "stories",
        "searches",
        "feeds",
    ]
else:
    Pane = str
LISTS: tuple[Pane, ...] = (
    "articles",
    "entities",
    "timeline",
    "search",
    "facets",
    "bookmarks",
    "entity",
    "concordance",
    "review",
    "facts",
    "tellings",
    "silence",
    "versions",
    "stories",
    "searches",
    "feeds",
)
# The two sides of two-pane reading.
READERS: tuple[Pane, ...] = ("reader", "counterpart")
PANES: tuple[Pane, ...] = (*READERS, *LISTS)
# Panes that take turns in the middle of the screen.
CENTRES: tuple[Pane, ...] = (
    "reader",
    "search",
    "facets",
    "bookmarks",
    "entity",
    "concordance",
    "review",
    "facts",
    "tellings",
    "silence",
    "versions",
    "stories",
    "searches",
    "feeds",
)
# Where facts are shown: as a list, and one with its tellings.
OF_FACTS: tuple[Pane, ...] = ("facts", "tellings")
# Where a search is shown: its hits, and what they can be narrowed by.
OF_SEARCH: tuple[Pane, ...] = ("search", "facets")
# Which action leads to a pane; the card is opened from a list.
PANE_ACTIONS: dict[Pane, str] = {
    "articles": "focus_articles",
    "reader": "focus_reader",
    "counterpart": "counterpart",
    "entities": "focus_entities",
    "timeline": "focus_timeline",
    "search": "focus_search",
    "bookmarks": "focus_bookmarks",
    "concordance": "concordance",
    "review": "focus_review",
    "facts": "focus_facts",
    "silence": "focus_silence",
    "versions": "versions",
    "searches": "focus_searches",
    "feeds": "focus_feeds",
    "stories": "focus_stories",
}
PANE_TITLES: dict[Pane, str] = {
    "articles": "Articles",
    "reader": "Reader",
    "counterpart": "Counterpart",
    "entities": "Entities",
    "timeline": "Timeline",
    "search": "Search",
    "facets": "Facets",
    "bookmarks": "Bookmarks",
    "entity": "Entity",
    "concordance": "Concordance",
    "review": "Review",
    "facts": "Facts",
    "tellings": "Tellings",
    "silence": "Silence",
    "versions": "Versions",
    "stories": "Stories",
    "searches": "Searches",
    "feeds": "Feeds",
}


@frozen
class Action:
    """One thing a person can do.

    Attributes:
        name: stable identifier; the screen's method is `do_<name>`.
        keys: names of keys as Textual gives them, the first one is shown.
        help: one line, in the imperative.
        panes: where it is available; empty means everywhere.
        needs: what must be there: `article` (one is open), `entity` (one is lit), `matches` (`n` has a set),
            `pair` (there are two readers).
        hint: short word for the footer, empty to leave it out.
        mode: `range` for what can only be done while a range is drawn; its keys then come before others.
    """

    name: str
    keys: tuple[str, ...]
    help: str
    panes: tuple[Pane, ...] = ()
    needs: Literal["", "article", "entity", "matches", "pair"] = ""
    hint: str = ""
    mode: Literal["", "range"] = ""


ACTIONS: tuple[Action, ...] = (
    Action("down", ("j", "down"), "Move down one line"),
    Action("up", ("k", "up"), "Move up one line"),
    Action("page_down", ("space", "pagedown", "ctrl+f"), "Move down one page"),
    Action("page_up", ("b", "pageup", "ctrl+b"), "Move up one page"),
    Action("half_down", ("ctrl+d",), "Move down half a page"),
    Action("half_up", ("ctrl+u",), "Move up half a page"),
    Action("top", ("g", "home"), "Go to the first line"),
    Action("bottom", ("G", "end"), "Go to the last line"),
    Action("next_sentence", (")",), "Go to the next sentence", panes=READERS, needs="article"),
    Action("previous_sentence", ("(",), "Go to the previous sentence", panes=READERS, needs="article"),
    Action("open", ("enter", "l", "right"), "Open what the cursor is on", panes=LISTS, hint="open"),
    Action("close", ("q",), "Leave this pane; in the articles: quit"),
    Action("out", ("h", "left"), "Leave this pane"),
    Action(
        "cancel",
        ("escape",),
        "Peel off one layer: prompt, filter, zoom, pair, pin; never quits",
    ),
    Action("back", ("H",), "Go back to where you read before: an article, a place left by a jump"),
    Action("forward", ("L",), "Go forward again"),
    Action("next_article", ("J",), "Open the next article"),
    Action("previous_article", ("K",), "Open the previous article"),
    Action("focus_articles", ("1",), "Go to the articles"),
    Action("focus_reader", ("2",), "Go to the reader"),
    Action("focus_entities", ("3",), "Go to the entities"),
    Action("focus_timeline", ("4",), "Go to the timeline"),
    Action("focus_facts", ("5",), "List the facts: of the lit entity, or all"),
    Action("focus_search", ("6",), "Go to the search results"),
    Action("focus_review", ("8",), "Review pairs of entities that may be one"),
    Action("focus_stories", ("E",), "Stories: articles that may tell one happening, in any language"),
    Action(
        "focus_silence",
        ("9",),
        "Silence map: who tells this, or the lit entity, and who does not",
    ),
    Action("focus_bookmarks", ("7", "'"), "List the bookmarks", hint="bookmarks"),
    Action("focus_searches", ("0",), "List the searches: saved ones with what is new, recent ones"),
    Action("focus_feeds", ("F",), "List the feeds: last good answer, what went wrong, next check"),
    Action("next_pane", ("tab",), "Go to the next pane", hint="pane"),
    Action("previous_pane", ("shift+tab",), "Go to the previous pane"),
    Action(
        "counterpart",
        ("p",),
        "Two readers: open the best counterpart, in another language first",
        panes=tuple(pane for pane in PANES if pane not in OF_FACTS),
        needs="article",
        hint="compare",
    ),
    Action(
        "next_counterpart",
        (">",),
        "Two readers: show the next candidate",
        needs="pair",
        hint="next candidate",
    ),
    Action("previous_counterpart", ("<",), "Two readers: show the candidate before", needs="pair"),
    Action("swap_sides", ("T",), "Two readers: swap the sides", needs="pair"),
    Action(
        "to_counterpart",
        ("l", "right"),
        "Two readers: go to the other side",
        panes=("reader",),
        needs="pair",
    ),
    Action(
        "finer",
        ("+", "="),
        "Timeline: finer periods, down to single happenings",
        panes=("timeline",),
        hint="finer",
    ),
    Action(
        "coarser", ("-",), "Timeline: coarser periods, up to decades", panes=("timeline",), hint="coarser"
    ),
    Action("next_day", ("d",), "Go to the next day of the timeline that has anything, an older one"),
    Action("previous_day", ("D",), "Go to the day before it in the timeline, a newer one"),
    Action("zoom", ("z",), "Give this pane the whole screen, or give it back"),
    Action("find", ("/",), "Find in this pane", hint="find"),
    Action("next_match", ("n",), "Go to the next match, in every article", needs="matches", hint="next"),
    Action("previous_match", ("N",), "Go to the previous match", needs="matches"),
    Action("search", ("s",), "Search every article as you type", hint="search"),
    Action(
        "filter",
        ("f",),
        "Keep only rows that hold a text; an empty one shows all",
        panes=("articles", "entities", "timeline", "facts"),
    ),
    Action(
        "facets",
        ("f",),
        "Facets: what the hits are made of; again: the hits",
        panes=OF_SEARCH,
        hint="facets",
    ),
    Action("include", ("+",), "Facets: only this value; again: any", panes=("facets",), hint="only"),
    Action("exclude", ("-",), "Facets: not this value; again: any", panes=("facets",), hint="not"),
    Action("next_facet", (")",), "Facets: go to the next facet", panes=("facets",)),
    Action("previous_facet", ("(",), "Facets: go to the facet before", panes=("facets",)),
    Action("clear_facets", ("x",), "Let go of all that narrows the search", panes=OF_SEARCH),
    Action(
        "reason",
        ("w",),
        "Why: leave out what was found like this hit; again: not",
        panes=("search",),
    ),
    Action(
        "scope",
        ("e",),
        "Scope: the articles listed, the open article, everywhere",
        panes=OF_SEARCH,
    ),
    Action(
        "alike",
        ("a",),
        "Articles near in meaning, below the hits; again: not",
        panes=("search",),
    ),
    Action("edit_search", ("i",), "Edit the search; what narrows it stays", panes=OF_SEARCH),
    Action(
        "save_search", ("m",), "Save the search under a name", panes=(*OF_SEARCH, "searches"), hint="save"
    ),
    Action("rename_search", ("r",), "Call the saved search otherwise", panes=("searches",)),
    Action(
        "concordance",
        ("t",),
        "Concordance: align all places of the match set, one line each",
        needs="matches",
        hint="concordance",
    ),
    Action(
        "sort",
        ("S",),
        "Sort by the next order; the heading tells it",
        panes=("articles", "entities", "timeline", "concordance", "facts", "search"),
    ),
    Action("same_story", ("a",), "One story: the articles tell one happening", panes=("stories",)),
    Action(
        "not_same_story",
        ("r",),
        "Not one story; on an article: take it out of the story",
        panes=("stories",),
    ),
    Action("unsure_story", ("i",), "Undecided: put the story aside", panes=("stories",)),
    Action("stories_aside", ("I",), "List the stories put aside too, or no longer", panes=("stories",)),
    Action(
        "group",
        ("O",),
        "Open the group of the article (near-copies, a story), or close it",
        panes=("articles", "search"),
    ),
    Action(
        "grouping",
        ("A",),
        "A row for each article, or one row a group again",
        panes=("articles", "search"),
    ),
    Action("lens", ("%",), "Numbers in one scale and unit; again: as the texts have them"),
    Action("next_contradiction", ("c",), "Go to the next two facts that contradict each other"),
    Action("previous_contradiction", ("C",), "Go to the contradiction before"),
    Action(
        "first_told",
        ("p",),
        "Tellings: who told it first; again: by language",
        panes=OF_FACTS,
        hint="who first",
    ),
    Action("older_facts", (")", "]"), "Facts: read the statements before these", panes=("facts",)),
    Action("newer_facts", ("(", "["), "Facts: read the statements after these", panes=("facts",)),
    Action("mark_fact", ("x",), "Mark the fact, for what comes next", panes=("facts",)),
    Action(
        "same_fact",
        ("a",),
        "Same: the marked facts, or the two of the contradiction, are one",
        panes=OF_FACTS,
    ),
    Action(
        "different_facts",
        ("r",),
        "Not the same: keep two facts apart, or this telling from the others",
        panes=OF_FACTS,
    ),
    Action("prefer_fact", ("+",), "Prefer the fact, with a reason; again: no longer", panes=OF_FACTS),
    Action("deprecate_fact", ("-",), "Deprecate the fact, with a reason; again: no longer", panes=OF_FACTS),
    Action("keep_fact", ("m",), "Bookmark the fact with all its tellings", panes=OF_FACTS, hint="keep"),
    Action("note_fact", ("M",), "Bookmark the fact and its tellings with a note", panes=OF_FACTS),
    Action(
        "read",
        ("w",),
        "Mark the open article as read, or as unread",
        panes=("articles", *READERS),
        needs="article",
    ),
    Action("next_unread", ("W",), "Go to the next unread article"),
    Action("mark", ("x",), "Mark the entity, for what comes next", panes=("entities",)),
    Action(
        "merge",
        ("a",),
        "Same: make the marked entities one, after asking, or the pair",
        panes=("entities", "entity", "review"),
    ),
    Action(
        "not_same",
        ("r",),
        "Not the same: keep the two apart for good",
        panes=("entities", "entity", "review"),
    ),
    Action("unsure", ("i",), "Undecided: put the two aside", panes=("entities", "entity", "review")),
    Action(
        "review_of_lit",
        ("e",),
        "Review only pairs of the lit entity; again: of all",
        panes=("entities", "entity", "review"),
    ),
    Action("review_aside", ("I",), "Show the pairs put aside too, or no longer", panes=("review",)),
    Action(
        "split",
        ("X",),
        "Take a merged entity apart; on its card: the part of a spelling",
        panes=("entities", "entity"),
        needs="entity",
    ),
    Action(
        "not_a_mention",
        ("-",),
        "Not a mention of the lit entity: here, in this article, everywhere",
        panes=(*READERS, "concordance"),
        needs="entity",
    ),
    Action(
        "reassign",
        ("=",),
        "Give this form to another entity: here, in this article, everywhere",
        panes=(*READERS, "concordance"),
        needs="entity",
    ),
    Action(
        "new_entity",
        ("+",),
        "New entity of the range, or of the mention here, wherever it stands",
        panes=READERS,
        needs="article",
    ),
    Action(
        "range", ("v",), "Begin a range here; again: begin anew at its end", panes=READERS, needs="article"
    ),
    Action("range_word", ("w", "e"), "Range: one word on", panes=READERS, mode="range", hint="word"),
    Action("range_word_back", ("b",), "Range: one word back", panes=READERS, mode="range"),
    Action("range_character", ("l", "right"), "Range: one character on", panes=READERS, mode="range"),
    Action("range_character_back", ("h", "left"), "Range: one character back", panes=READERS, mode="range"),
    Action("range_other_end", ("o",), "Range: move the other end", panes=READERS, mode="range"),
    Action(
        "alias",
        ("=",),
        "Range: it is a name of an entity that there is",
        panes=READERS,
        mode="range",
        hint="alias",
    ),
    Action("rename", (), "Call the lit entity by another name", needs="entity"),
    Action("retype", (), "Say of which type the lit entity is", needs="entity"),
    Action("pin", ("*",), "Pin the lit entity, or let it go", needs="entity"),
    Action(
        "bookmark",
        ("m",),
        "Bookmark the current sentence or the range",
        panes=READERS,
        needs="article",
        hint="mark",
    ),
    Action("note", ("M",), "Bookmark the sentence or the range with a note", panes=READERS, needs="article"),
    Action(
        "delete",
        ("x",),
        "Remove the bookmark, or the saved search",
        panes=("bookmarks", "searches"),
        hint="remove",
    ),
    Action(
        "copy",
        ("y",),
        "Copy the current sentence or the range with its source (OSC 52)",
        panes=READERS,
        needs="article",
    ),
    Action(
        "link",
        ("o",),
        "Show and copy the address of the open article; open it if configured",
        panes=("articles", *READERS),
        needs="article",
    ),
    Action("plain", ("P",), "Plain view: print the article or the list to select or read out"),
    Action(
        "versions",
        ("V",),
        "Versions: what changed in the open article, word by word",
        panes=("articles", *READERS),
        needs="article",
    ),
    Action("unfold", ("B",), "Show or fold the page furniture", panes=READERS, needs="article"),
    Action("undo", ("u",), "Undo the last change"),
    Action("redo", ("U", "ctrl+r"), "Redo what was undone"),
    Action("palette", (":", "ctrl+p"), "Find an action, or go: :120 a line, :50% a share, :2025-01 a date"),
    Action("help", ("?",), "Show all keys", hint="help"),
    Action("theme", (), "Change the colours: dark, light, ansi"),
    Action("update", (), "Fetch the feeds that are due"),
    Action("reload", ("R",), "Read the corpus anew: what came in since"),
    Action("redraw", ("ctrl+l",), "Draw the screen anew"),
    Action("suspend", ("ctrl+z",), "Go to the shell; fg comes back"),
    Action("quit", ("Q", "ctrl+c"), "Quit; the place is kept"),
)

BY_NAME: dict[str, Action] = {action.name: action for action in ACTIONS}


def pane_keys(actions: Iterable[Action] = ACTIONS) -> dict[Pane, str]:
    """Return the key that leads to each pane, as its heading shows it; none for one without a key."""
    keys = {action.name: action.keys for action in actions}
    return {pane: key_name(keys[name][0]) for pane, name in PANE_ACTIONS.items() if keys[name]}


# The same physical key on a ЙЦУКЕН layout.  Digits and Enter are where they were.
_QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`"
_JCUKEN = "йцукенгшщзхъфывапролджэячсмитьбю.ё"
_QWERTY_SHIFT = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?~'
_JCUKEN_SHIFT = "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,Ё"
JCUKEN: dict[str, str] = {
    twin: key for key, twin in zip(_QWERTY + _QWERTY_SHIFT, _JCUKEN + _JCUKEN_SHIFT, strict=True)
}


def conflicts(actions: Iterable[Action] = ACTIONS) -> list[tuple[str, str, str]]:
    """Return (key, action, action) for every key that would mean two things in one pane and mode."""
    seen: dict[tuple[str, str, str], str] = {}
    found = []
    for action in actions:
        for pane in action.panes or PANES:
            for key in action.keys:
                other = seen.setdefault((pane, action.mode, key), action.name)
                if other != action.name:
                    found.append((key, other, action.name))
    return found


def keymap(pane: Pane, mode: str = "", actions: Iterable[Action] = ACTIONS) -> dict[str, Action]:
    """Return key -> action for a pane in a mode, with the ЙЦУКЕН twins.

    A twin gives way where its character is a key of its own: on ЙЦУКЕН «.» is the key of `/` and «,»
    with shift that of `?`; neither is taken by another action.
    """
    here = [action for action in actions if not action.panes or pane in action.panes]
    keys = {key: action for action in here if not action.mode for key in action.keys}
    keys |= {key: action for action in here if mode and action.mode == mode for key in action.keys}
    for twin, key in JCUKEN.items():
        if key in keys:
            keys.setdefault(twin, keys[key])
    return keys


def where(action: Action) -> tuple[Pane, ...]:
    """Return the panes of an action as people are told them: what is done in the reader is done in both."""
    return tuple(pane for pane in action.panes if pane != "counterpart" or "reader" not in action.panes)


def key_name(key: str) -> str:
    """Return how a key is written for people: `ctrl+d` is `^d`."""
    named = {"escape": "Esc", "enter": "Enter", "space": "Space", "tab": "Tab", "shift+tab": "⇧Tab"}
    named |= {"pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End"}
    named |= {"down": "↓", "up": "↑", "left": "←", "right": "→"}
    if len(key) > 1 and key[1:].isdigit():  # f5
        return key.upper()
    return named.get(key, key.replace("ctrl+", "^"))


def keys_page() -> str:
    """Return the page of the documentation that lists every key, in Markdown."""
    rows = [
        "# Keys",
        "",
        "Every key of the explorer, as `?` shows them. This page is written by",
        "`python -m aitui.explorer.actions` and checked by a test.",
        "",
        "| keys | what it does | where | name |",
        "|---|---|---|---|",
    ]
    for action in ACTIONS:
        keys = " ".join(f"`{key_name(key)}`" for key in action.keys) or "palette only"
        panes = ", ".join(where(action)) or "everywhere"
        rows.append(f"| {keys} | {action.help} | {panes} | `{action.name}` |")
    rows += [
        "",
        "Letters and punctuation also work on the same physical key of a ЙЦУКЕН keyboard: `о` is `j`,",
        "`.` is `/`, `,` is `?`, `э` is `'` and `Ж` is `:`. No key needs Alt, a function key or a prefix of",
        "tmux or screen, and nothing needs AltGr on a German, French, Italian or Spanish keyboard.",
        "`[keys]` in `config.toml` puts an action under other keys, by its name.",
        "",
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    print(keys_page(), end="")
