"""Front matter: the fields at the top of a text."""
