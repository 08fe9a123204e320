"""A bucket of Amazon S3, or of a service that works like it."""

from __future__ import annotations

from edblog.scaffold.targets.target import ANY, Secret, Target

TARGET = Target(
    name="A bucket (S3)",
    hosts=("github", "gitlab", "forgejo", "none"),
    overlays=("{host}-upload",),
    extra="publish",
    to="s3://name-of-the-bucket",
    secrets=(
        Secret("AWS_ACCESS_KEY_ID", "the id of the key"),
        Secret("AWS_SECRET_ACCESS_KEY", "the key itself"),
    ),
    steps={
        ANY: (
            "Make a bucket whose files everybody can read, and a key that may list, read, write and delete in this bucket alone. Write its address below "
            "`[publish]` in `edblog.toml`."
        ),
    },
)
