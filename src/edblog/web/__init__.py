"""The web's own forms: addresses, HTML as types, and the Content Security Policy."""
