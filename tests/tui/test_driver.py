"""What the driver knows of the terminal: whether all that was written has been taken."""

from __future__ import annotations

import asyncio
import os
import pty
import sys
import termios
import threading
import time
from typing import Any

import pytest

from aitui.tui.driver import PromptDriver


class Program:
    """As much of a Textual program as a driver asks for."""

    _running = True

    def taken_over(self) -> None:
        return None

    async def _post_message(self, *_: object) -> None:
        return None

    def call_later(self, *_: object) -> None:
        return None


def test_after_bg_and_fg_nothing_is_waited_for_that_was_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    leader, follower = pty.openpty()

    def drain() -> None:
        try:
            while os.read(leader, 65536):
                pass
        except OSError:
            return

    reading = threading.Thread(target=drain)
    reading.start()

    async def rested(driver: PromptDriver) -> bool:
        end = time.monotonic() + 20
        while driver.unsent and time.monotonic() < end:
            await asyncio.sleep(0.001)
        return not driver.unsent

    def refused(*_: object) -> None:
        raise termios.error(4, "прервано")

    async def main(terminal: Any) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "__stderr__", terminal)
            driver = PromptDriver(Program(), mouse=False)  # type: ignore[arg-type]
        driver.fileno = follower
        driver.start_application_mode()
        assert await rested(driver)
        driver.suspend_application_mode()
        with monkeypatch.context() as patch:  # in the background it refuses
            patch.setattr(termios, "tcsetattr", refused)
            driver.start_application_mode()
        driver.start_application_mode()
        assert await rested(driver)
        driver.write("строка")
        driver.flush()
        assert await rested(driver)
        driver.suspend_application_mode()

    with os.fdopen(os.dup(follower), "w") as terminal:
        asyncio.run(main(terminal))
    os.close(follower)
    reading.join()
    os.close(leader)
