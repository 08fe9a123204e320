"""The list of all features: pages that edblog makes where settings ask for them. To add one, add a folder here and one line below."""

from __future__ import annotations

from importlib import import_module

from edblog.kinds.feature import Feature
from edblog.settings import Config


def _feature(name: str) -> Feature:
    """The feature defined in a package of `kinds/`."""
    feature: Feature = import_module(f"edblog.kinds.{name}").FEATURE
    return feature


FEATURES = tuple(
    map(
        _feature,
        (
            "impact",
            "digests",
        ),
    )
)
"""All features, in the order of menus and the sitemap."""


def asked_for(config: Config) -> list[Feature]:
    """The features of a site with these settings."""
    return [feature for feature in FEATURES if feature.is_asked(config)]
