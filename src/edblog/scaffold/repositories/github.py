"""GitHub: its Actions check pull requests and publish what is merged."""

from __future__ import annotations

from edblog.scaffold.repositories.repository import Repository

REPOSITORY = Repository(
    name="GitHub",
    secrets="In *Settings → Environments*, make one with the name `publish` that only the branch `main` may use, and put these secrets into it",
    shared={
        "proposal.md": ".github/pull_request_template.md",
        "story-form.yml": ".github/ISSUE_TEMPLATE/story.yml",
    },
    steps=("Put this folder into a new repository on GitHub, with `main` as its branch.",),
    last=(
        (
            "Under *Settings → Rules → Rulesets*, require for `main` a pull request and the status check *Check the stories*, so that nothing is "
            "public before somebody has read it. Put your team into `.github/CODEOWNERS`."
        ),
    ),
)
