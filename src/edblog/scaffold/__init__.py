"""Makes new sites and new texts."""

from __future__ import annotations

from edblog.scaffold.answers import Answers, time_zone_here, whole_address, wrong_answer
from edblog.scaffold.starting import Difference, Outcome, is_site, start_site

__all__ = [
    "Answers",
    "Difference",
    "Outcome",
    "is_site",
    "start_site",
    "time_zone_here",
    "whole_address",
    "wrong_answer",
]
