"""Checks for privacy: finds text, photos and file names that may identify a person."""
