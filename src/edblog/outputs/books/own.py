"""Reads the files of edblog itself that books are made with."""

from __future__ import annotations

from importlib.resources import files


def own_file(name: str) -> bytes:
    """The bytes of a file beside this module."""
    return files("edblog").joinpath(f"outputs/books/{name}").read_bytes()
