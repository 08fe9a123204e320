"""A web server that takes files by SFTP, as most web hosts do."""

from __future__ import annotations

from edblog.scaffold.targets.target import ANY, Secret, Target

TARGET = Target(
    name="A server by SFTP",
    hosts=("github", "gitlab", "forgejo", "none"),
    overlays=("{host}-upload",),
    extra="publish",
    to="sftp://web@district.example/srv/www/stories",
    secrets=(
        Secret("EDBLOG_SSH_PASSWORD", "the password, if there is no key"),
        Secret("EDBLOG_SSH_KEY", "the private key, if there is one"),
        Secret(
            "EDBLOG_SSH_KNOWN_HOSTS", "what `ssh-keyscan HOST` prints, compared with what the web host says"
        ),
    ),
    steps={
        ANY: "Write the address of the folder on your server below `[publish]` in `edblog.toml`, as in the example there.",
    },
)
