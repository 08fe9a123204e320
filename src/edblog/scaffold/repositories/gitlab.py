"""GitLab: its pipelines check merge requests and publish what is merged."""

from __future__ import annotations

from edblog.scaffold.repositories.repository import Repository

REPOSITORY = Repository(
    name="GitLab",
    secrets="In *Settings → CI/CD → Variables*, add these, each *masked* and *protected*",
    shared={
        "proposal.md": ".gitlab/merge_request_templates/Default.md",
        "story-template.md": ".gitlab/issue_templates/Send us your story.md",
    },
    steps=("Put this folder into a new project on GitLab, with `main` as its branch.",),
    last=(
        (
            "Under *Settings → Merge requests*, choose *Pipelines must succeed*, and under *Settings → Repository → Protected branches*, let nobody push "
            "to `main`. Put your team into `.gitlab/CODEOWNERS`."
        ),
        (
            "For the comment on merge requests, make a token under *Settings → Access tokens*, with the role *Reporter* and the scope *api*, and add it in *Settings → CI/CD → "
            "Variables* as `EDBLOG_TOKEN`, *masked* and not *protected*."
        ),
    ),
)
