"""Our exceptions.  Each message is one line that says what to do; the command line prints it as it is."""

from __future__ import annotations


class AituiError(Exception):
    """Something that a reader can act on.  `str(error)` is one line without a traceback."""


class UsageError(AituiError):
    """The command line was wrong: exit code 2."""


class InputError(AituiError):
    """One input of `add` could not be read.  The others go on.

    Args:
        where: what the user named (a path, a line of a file), shown first.
        reason: what is wrong and what to do.
    """

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class StoreError(AituiError):
    """A database file cannot be opened, read or written."""


class QueryError(AituiError):
    """A search that cannot be parsed.

    Args:
        message: what is wrong.
        position: code point offset into the query where it went wrong.
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class ConfigError(AituiError):
    """The configuration file has a mistake; the message names file and line."""


class TerminalError(AituiError):
    """This terminal cannot show the explorer."""


class StoppedError(AituiError):
    """A query was stopped because the person said so."""


class TaggerError(AituiError):
    """A name tagger that was asked for is not there or cannot be loaded."""


class MeaningError(AituiError):
    """What compares meanings was asked for and is not there."""


class WorkerError(AituiError):
    """Processes or machines that were to help cannot be had."""
