"""edblog: a static site generator for educator story blogs."""

__version__ = "0.1.0"
