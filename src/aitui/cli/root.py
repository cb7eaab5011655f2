"""The command `aitui` itself: which commands there are.  A command's module is imported when it runs."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from aitui import __version__, garbage
from aitui.text.clean import clean_text

# Command -> module and function, in the order of the help.
COMMANDS = {
    "open": ("explore", "open_command"),
    "demo": ("explore", "demo_command"),
    "add": ("add", "add_command"),
    "update": ("feeds", "update_command"),
    "feeds": ("feeds", "feeds_command"),
    "remove": ("remove", "remove_command"),
    "search": ("search", "search_command"),
    "searches": ("searches", "searches_command"),
    "articles": ("lists", "articles_command"),
    "entities": ("lists", "entities_command"),
    "mentions": ("lists", "mentions_command"),
    "timeline": ("timeline", "timeline_command"),
    "silence": ("silence", "silence_command"),
    "facts": ("facts", "facts_command"),
    "bookmarks": ("lists", "bookmarks_command"),
    "review": ("review", "review_command"),
    "stories": ("stories", "stories_command"),
    "alike": ("alike", "alike_command"),
    "merge": ("join", "merge_command"),
    "split": ("join", "split_command"),
    "alias": ("alias", "alias_command"),
    "judge": ("judge", "judge_command"),
    "judgements": ("judge", "judgements_command"),
    "marks": ("fact_marks", "marks_command"),
    "undo": ("judge", "undo_command"),
    "runs": ("runs", "runs_command"),
    "reindex": ("runs", "reindex_command"),
    "annotate": ("annotate", "annotate_command"),
    "doctor": ("doctor", "doctor_command"),
}


class PipeClosedError(Exception):
    """The reader of our output has seen enough (`aitui articles | head`): no failure."""


class LazyGroup(click.Group):
    """A group whose commands are imported when asked for; a corpus in their place opens the explorer."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # Of most commands, so it is looked for in front of them too.
        if args and args[0].partition("=")[0] == "--db" and ("=" in args[0] or len(args) > 1):
            db, rest = (args[0][5:], args[1:]) if "=" in args[0] else (args[1], args[2:])
            if not rest or (rest[0].startswith("-") and rest[0] not in ("-h", "--help", "--version")):
                rest = ["open", *rest]
            # Behind a command, or what is none, which is said of it below.
            args = rest if rest[0].startswith("-") else [rest[0], "--db", db, *rest[1:]]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # click would make it exit code 1
            raise PipeClosedError from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, function = COMMANDS[cmd_name]
        command = getattr(importlib.import_module(f"aitui.cli.{module}"), function)
        assert isinstance(command, click.Command)
        garbage.begin()
        if module != "explore":  # which has no time for long looks
            garbage.seldom(garbage.READING)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and (name.endswith(".db") or Path(name).is_file()):
            args = ["open", *args]
        elif name not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1)
            hint = f"did you mean “{near[0]}”?" if near else "`aitui --help` lists the commands"
            raise click.UsageError(f"there is no command “{name}”; {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="aitui", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Explore news and facts in many languages, in the terminal.

    \b
    aitui add texts/            put texts into your corpus
    aitui                       explore it
    aitui demo                  explore the demo corpus
    aitui corpus.db             explore another corpus

    The corpus is the file given with --db, else $AITUI_DB, else `corpus.db` in your data folder ($AITUI_HOME
    moves that folder).  Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
    """
    if ctx.invoked_subcommand is None:
        command = cli.get_command(ctx, "open")
        assert command is not None
        ctx.invoke(command)


def run(argv: Sequence[str]) -> int:
    """Run a command and return its exit code; what is wrong with the line is told here.

    Raises:
        BrokenPipeError: whoever read the output has gone.
        KeyboardInterrupt: it was stopped by ^C.
    """
    try:
        result = cli.main(args=list(argv), prog_name="aitui", standalone_mode=False)
    except click.ClickException as error:
        usage = f"{error.ctx.get_usage()}\n" if isinstance(error, click.UsageError) and error.ctx else ""
        print(clean_text(f"{usage}aitui: {error.format_message()}"), file=sys.stderr)
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except PipeClosedError:
        raise BrokenPipeError from None
    return result if isinstance(result, int) else 0
