"""Proposals: what a check says of a pull request, as a report that another machine writes, and as a comment for its writer."""
