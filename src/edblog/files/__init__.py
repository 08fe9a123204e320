"""What a file is, and what of it may be published. Nothing here imports anything else of edblog."""
