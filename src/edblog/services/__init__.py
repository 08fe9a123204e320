"""Services of others that a site can use: comments, players, git hosts, calendars, places to share a page, and editors in the browser. Each is a registry."""
