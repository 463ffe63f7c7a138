"""The clock: labels that are wanted are made, mails that wait are sent."""

from returns_app.worker.loop import in_background, run_forever, wake

__all__ = ["in_background", "run_forever", "wake"]
