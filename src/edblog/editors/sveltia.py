"""Sveltia CMS (https://sveltiacms.app), checked with version 0.221.1.

It is one file, made for phones too, and needs neither `unsafe-eval` nor another host, apart from its fonts and its languages,
which it would get from public hosts: the page names those in the district's own folder instead.
"""

from __future__ import annotations

from edblog.editors.service import Backend, Service

_TOKEN = {"auth_methods": ["token"]}
"""Without a way to sign in, people paste a token of their own, and no other button is offered."""

SERVICE = Service(
    name="Sveltia CMS",
    package="@sveltia/cms",
    version="0.221.1",
    script="sveltia-cms.js",
    members=("package/dist/sveltia-cms.js", "package/npm/assets", "package/locales"),
    config="config.json",
    config_type="application/json",
    backends={
        "github": Backend(
            "github",
            has_workflow=True,
            options={"open_authoring": True, "auth_scope": "repo"},
            without_sign_in=_TOKEN,
        ),
        "gitlab": Backend(
            "gitlab", has_workflow=True, with_app={"auth_type": "pkce"}, without_sign_in=_TOKEN
        ),
        "gitea": Backend("gitea", without_sign_in=_TOKEN),
        "forgejo": Backend("gitea", without_sign_in=_TOKEN),
    },
    settings={"output": {"omit_empty_optional_fields": True}},
    # A file keeps its name when the title changes.
    slug={"editable": ["create"]},
    policy={
        "style-src": ("'unsafe-inline'",),
        "img-src": ("blob:",),
        "media-src": ("blob:",),
        "frame-src": ("blob:",),
        "connect-src": ("'self'", "blob:", "data:"),
    },
)
