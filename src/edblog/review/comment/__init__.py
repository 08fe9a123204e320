"""Proposals (pull or merge requests): the report of a check for another machine, and the comment for the writer."""
