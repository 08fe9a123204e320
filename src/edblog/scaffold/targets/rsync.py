"""A web server that is reached by ssh and has rsync."""

from __future__ import annotations

from edblog.scaffold.targets.target import ANY, Secret, Target

TARGET = Target(
    name="A server by rsync",
    hosts=("github", "gitlab", "forgejo", "none"),
    overlays=("{host}-upload",),
    programs="openssh-client rsync",
    to="web@district.example:/srv/www/stories",
    secrets=(
        Secret("EDBLOG_SSH_KEY", "the private key"),
        Secret(
            "EDBLOG_SSH_KNOWN_HOSTS", "what `ssh-keyscan HOST` prints, compared with what the web host says"
        ),
    ),
    steps={
        ANY: "Write the address of the folder on your server below `[publish]` in `edblog.toml`, as in the example there.",
    },
)
