"""`python -m aitui` and the command `aitui`: runs a command and turns errors into one line and a code."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import click

from aitui.cli.root import PipeClosedError, cli
from aitui.errors import AituiError, QueryError, UsageError
from aitui.text.clean import clean_line, clean_text


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        0 done, 1 refused or failed, 2 wrong usage, 130 stopped by ^C.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal of an older encoding knows not every letter: better an escape than an end in the middle.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        result = cli.main(args=None if argv is None else list(argv), prog_name="aitui", standalone_mode=False)
        # Inside the try: only now does a closed pipe show.
        sys.stdout.flush()
    except click.ClickException as error:
        usage = f"{error.ctx.get_usage()}\n" if isinstance(error, click.UsageError) and error.ctx else ""
        _say(clean_text(f"{usage}aitui: {error.format_message()}"))
        return error.exit_code
    except (UsageError, QueryError) as error:
        _say(clean_line(f"aitui: {error}"))
        return 2
    except AituiError as error:
        _say(clean_line(f"aitui: {error}"))
        return 1
    except (KeyboardInterrupt, click.Abort):
        _say("aitui: stopped")
        return 130
    except (BrokenPipeError, PipeClosedError):
        # Python would complain again at exit, when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # Such as a folder on the way that may not be entered, or a name that is too long.
        reason = (error.strerror or str(error)).lower()
        _say(
            clean_line(
                f"aitui: {error.filename or 'the system'}: {reason}; check the path and its permissions"
            )
        )
        return 1
    return result if isinstance(result, int) else 0


def _say(line: str) -> None:
    click.echo(line, err=True)


if __name__ == "__main__":
    sys.exit(main())
