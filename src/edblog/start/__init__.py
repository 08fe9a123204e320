"""Code that runs before a build knows whether anything changed. A plain build with nothing to do imports only this package."""
