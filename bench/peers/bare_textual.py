"""The least that a Textual program can do: one line of text that says which key was pressed; q leaves."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class Bare(App[None]):
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("q", "quit", "")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        yield Static("READY", markup=False)

    def on_key(self, event: Key) -> None:
        self.query_one(Static).update(f"READY {event.key}")


if __name__ == "__main__":
    Bare().run(mouse=False)
