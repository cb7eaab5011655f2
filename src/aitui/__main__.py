"""`python -m aitui` and the command `aitui`: runs a command and turns errors into one line and a code."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from aitui import garbage
from aitui.cli.opening import plain_call
from aitui.errors import AituiError, QueryError, UsageError
from aitui.text.clean import clean_line


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        0 done, 1 refused or failed, 2 wrong usage, 130 stopped by ^C.
    """
    if argv is None:  # nobody else's program
        garbage.put_off()
        _open_streams()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal of an older encoding knows not every letter: better an escape than an end in the middle.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = _run(sys.argv[1:] if argv is None else list(argv))
        # Inside the try: only now does a closed pipe show.
        sys.stdout.flush()
    except (UsageError, QueryError) as error:
        _say(clean_line(f"aitui: {error}"))
        return 2
    except AituiError as error:
        _say(clean_line(f"aitui: {error}"))
        return 1
    except KeyboardInterrupt:
        _say("aitui: stopped")
        return 130
    except BrokenPipeError:
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
    return code


def _open_streams() -> None:
    """Open what the caller has closed, on nothing: else a file of ours takes its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - until the end


def _run(argv: Sequence[str]) -> int:
    """Open the explorer at once, or have click read the line."""
    opened = plain_call(argv)
    if opened is not None:
        opened()
        return 0
    from aitui.cli.root import run

    return run(argv)


def _say(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
