"""The page with the numbers of a pilot: the tables that kinds of content count, and what people did and answered offline."""
