"""Assembles records to a site, and plans the outputs of a site. All functions here are pure."""
