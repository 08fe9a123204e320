"""Services of others that a site can use: comments, players, git hosts, and editors in the browser. Each is a registry."""
