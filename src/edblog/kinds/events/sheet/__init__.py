"""The chat sheet: what the hosts of a chat post, and when."""
