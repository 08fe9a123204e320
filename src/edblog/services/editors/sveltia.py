"""Sveltia CMS (https://sveltiacms.app), checked with version 0.221.1.

It is one file, made for phones too, and needs neither `unsafe-eval` nor another host, apart from its fonts and its languages,
which it would get from public hosts: the page names those in the district's own folder instead.
"""

from __future__ import annotations

from edblog.services.editors.service import NAME_LIMIT, Backend, Font, Service

_TOKEN = {"auth_methods": ["token"]}
"""If no way to sign in is set up, people paste a token of their own, and no other button is shown."""

_LANGUAGES = "ar bg ca cs da de el fa fi fr hr it ja ko nl pl pt-BR ru sv tr uk vi zh-CN"
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
    settings={
        "output": {"omit_empty_optional_fields": True},
        # Decap does so by itself.
        "media_libraries": {"default": {"config": {"slugify_filename": True}}},
    },
    names={"maxlength": NAME_LIMIT, "timezone": "local"},
    # A file keeps its name when the title changes.
    slug={"editable": ["create"]},
    translations={
        "structure": "multiple_files",
        "omit_default_locale_from_filename": True,
        # A new story is in one language until somebody adds another.
        "initial_locales": "default",
    },
    languages={
        **{name.lower(): name for name in [*_LANGUAGES.split(), "pt-PT", "zh-TW"]},
        "es": "es-CO",
        "pt": "pt-BR",
        "zh": "zh-CN",
        "zh-hant": "zh-TW",
        "zh-hk": "zh-TW",
    },
    scripts=("sveltia-start.js",),
    fonts=(
        Font("assets/material-symbols-outlined-", "Material Symbols Outlined", "400"),
        Font("assets/source-sans-3-", "Source Sans 3", "200 900"),
        Font("assets/noto-mono-", "Noto Mono", "400"),
    ),
    policy={"frame-src": ("blob:",)},
)
