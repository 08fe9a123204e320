"""Decap CMS (https://decapcms.org), checked with version 3.16.3.

Its check of its own configuration compiles functions, so its page needs `unsafe-eval`.
"""

from __future__ import annotations

from edblog.editors.service import Backend, Service

SERVICE = Service(
    name="Decap CMS",
    package="decap-cms",
    version="3.16.3",
    script="decap-cms.js",
    members=("package/dist/decap-cms.js",),
    config="config.yml",
    config_type="text/yaml",
    backends={
        "github": Backend("github", has_workflow=True, options={"open_authoring": True}, needs=("sign_in",)),
        "gitlab": Backend(
            "gitlab", has_workflow=True, with_app={"auth_type": "pkce"}, needs=("app_id", "sign_in")
        ),
        "gitea": Backend("gitea", needs=("app_id", "sign_in")),
        "forgejo": Backend(
            "forgejo", has_workflow=True, options={"open_authoring": True}, needs=("app_id", "sign_in")
        ),
        "bitbucket": Backend(
            "bitbucket", has_workflow=True, with_app={"auth_type": "implicit"}, needs=("app_id", "sign_in")
        ),
    },
    settings={},
    policy={
        "script-src": ("'unsafe-eval'",),
        "style-src": ("'unsafe-inline'",),
        "img-src": ("blob:",),
        "media-src": ("blob:",),
        "connect-src": ("'self'", "blob:", "data:"),
    },
)
