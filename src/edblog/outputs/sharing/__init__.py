"""Draws the cards of pages for social networks."""
