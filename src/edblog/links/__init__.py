"""Asks other sites, gently, whether the links to them still work."""
