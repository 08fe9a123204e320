"""Forgejo, such as Codeberg: its Actions check pull requests and publish what is merged."""

from __future__ import annotations

from edblog.scaffold.repositories.repository import Repository

REPOSITORY = Repository(
    name="Forgejo",
    secrets="In *Settings → Actions → Secrets*, add these",
    shared={
        "proposal.md": ".forgejo/pull_request_template.md",
        "story-form.yml": ".forgejo/ISSUE_TEMPLATE/story.yml",
    },
    steps=(
        (
            "Put this folder into a new repository on your Forgejo, with `main` as its branch. Turn on *Actions* in its settings. The workflows run on a "
            "runner with the label `docker`; if yours has another one, write it into the files in `.forgejo/workflows/`."
        ),
    ),
    last=(
        "Under *Settings → Branches*, protect `main`: no pushes, one approval, and the status check *Check the stories*. Put your team into `.forgejo/CODEOWNERS`.",
    ),
)
