"""The outside world coming in."""
