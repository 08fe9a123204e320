"""Views become files: theme, templates, feeds, assets, and the output folder that holds them."""
