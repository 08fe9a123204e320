"""Defines `Service`, an entry of the registry of editors: the program at `/admin/` and its differences from others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

Sources = Mapping[str, tuple[str, ...]]
"""Sources of a Content Security Policy, by directive."""
NAME_LIMIT = 80
"""Characters of the name of a new file."""
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Backend(NamedTuple):
    """The connection of an editor to a git host."""

    name: str
    """Its name in the editor's configuration."""
    has_workflow: bool = False
    """Whether saving makes a pull request, which a reviewer merges; otherwise it changes the branch at once."""
    options: Mapping[str, Any] = NOTHING
    """Further options, such as that people who may not write to the repository propose changes from a copy of it."""
    with_app: Mapping[str, Any] = NOTHING
    """Options that go with the id of an application at the host."""
    without_sign_in: Mapping[str, Any] = NOTHING
    """Options if the district has not set up a way to sign in."""
    needs: tuple[str, ...] = ()
    """Settings of `[editor]` of which one is required to sign in; empty if people can paste a token of their own."""


class Font(NamedTuple):
    """A font that the editor would get from a public host, and that the page gets from `static/admin/`."""

    path: str
    """Path of the file in `static/admin/` up to a fingerprint in its name."""
    family: str
    weight: str
    """As in the editor's own stylesheet, so that this file stands in for the one that is blocked."""


class Service(NamedTuple):
    """An editor that edblog can configure."""

    name: str
    """Display name, such as `Sveltia CMS`."""
    package: str
    """The npm package with its files."""
    version: str
    """The version of the package with which this was tested."""
    script: str
    """The name of its program in `static/admin/`."""
    members: tuple[str, ...]
    """Files and folders of the package that belong in `static/admin/`, the program first."""
    config: str
    """The name of its configuration in `/admin/`."""
    config_type: str
    """The media type of the configuration."""
    backends: Mapping[str, Backend]
    """Its connections, by host: keys of `HOSTS`."""
    settings: Mapping[str, Any]
    """Settings at the top of its configuration that are the same for every site."""
    preview_settings: Mapping[str, Any] = NOTHING
    """Further settings for a preview, in which it saves texts in files of this computer."""
    preview_server: str = ""
    """The origin of the program that saves them; empty where the browser does it."""
    has_one_list: bool = False
    """Whether a collection for texts in folders of their own lists those that are single files, too."""
    names: Mapping[str, Any] = NOTHING
    """Further settings for the names of new files."""
    name_limit: str = ""
    """The setting of a collection for the characters of a file name; empty where the one for all names is enough."""
    slug: Mapping[str, Any] = NOTHING
    """Options for the file names of new texts, in addition to the template."""
    translations: Mapping[str, Any] = NOTHING
    """Options for the files of translations, which must have names such as `jar.es.md`; empty if it cannot give them such names."""
    languages: Mapping[str, str] = NOTHING
    """Its languages, by their tags in lowercase: `es` or `pt-br`."""
    language_option: str = ""
    """The option of the configuration for the language; empty if there is none."""
    policy: Sources = NOTHING
    """Sources that its page needs, whatever the host, besides those that every editor needs."""
    scripts: tuple[str, ...] = ()
    """Scripts in this package that are published in `/admin/` and run before it."""
    fonts: tuple[Font, ...] = ()
    """Fonts without which it has no icons or other letters, those that it cannot do without first."""
