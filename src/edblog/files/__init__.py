"""File formats: recognize a file and make the copy of it that may be published. Imports nothing else of edblog."""
