"""Themes and their templates."""
