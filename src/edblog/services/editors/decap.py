"""Decap CMS (https://decapcms.org), checked with version 3.16.3.

Its check of its own configuration compiles functions, so its page needs `unsafe-eval`.
"""

from __future__ import annotations

from edblog.services.editors.service import Backend, Service

_LANGUAGES = "bg ca cs da de en es fa fr he hr hu it ja ko lt mk nl pl pt ro ru sk sl sv th tr uk vi"
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
    has_one_list=True,
    preview_settings={"local_backend": True},
    preview_server="http://localhost:8081",
    name_limit="slug_length",
    language_option="locale",
    languages={
        **{name: name for name in _LANGUAGES.split()},
        "el": "gr",
        "nb": "nb_no",
        "no": "nb_no",
        "nn": "nn_no",
        "sr": "sr_Cyrl",
        "zh": "zh_Hans",
        "zh-hant": "zh_Hant",
        "zh-tw": "zh_Hant",
        "zh-hk": "zh_Hant",
    },
    policy={"script-src": ("'unsafe-eval'",)},
)
