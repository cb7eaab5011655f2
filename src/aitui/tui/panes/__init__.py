"""One pane a file.  Panes do not import panes."""
