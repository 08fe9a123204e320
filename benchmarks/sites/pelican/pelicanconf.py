"""Settings of the Pelican site: authors, categories for micro-credentials, tags for topics."""

SITENAME = "Stories from every classroom"
SITEURL = "https://bench.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
PLUGINS = []
SLUGIFY_SOURCE = "basename"
MARKDOWN = {
    "extensions": [
        "markdown.extensions.extra",
        "markdown.extensions.codehilite",
        "markdown.extensions.smarty",
    ],
    "extension_configs": {"markdown.extensions.codehilite": {"css_class": "highlight"}},
    "output_format": "html5",
}

DIRECT_TEMPLATES = ["index", "authors", "categories", "tags"]
DEFAULT_PAGINATION = 12
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
ARTICLE_URL = "posts/{slug}/"
ARTICLE_SAVE_AS = "posts/{slug}/index.html"
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = "authors/{slug}/index.html"
AUTHORS_SAVE_AS = "authors/index.html"
CATEGORY_URL = "credentials/{slug}/"
CATEGORY_SAVE_AS = "credentials/{slug}/index.html"
CATEGORIES_SAVE_AS = "credentials/index.html"
TAG_URL = "topics/{slug}/"
TAG_SAVE_AS = "topics/{slug}/index.html"
TAGS_SAVE_AS = "topics/index.html"

FEED_DOMAIN = SITEURL
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = False
FEED_RSS = "rss.xml"
AUTHOR_FEED_RSS = "authors/{slug}/rss.xml"
CATEGORY_FEED_RSS = "credentials/{slug}/rss.xml"
TAG_FEED_RSS = "topics/{slug}/rss.xml"
FEED_ALL_ATOM = AUTHOR_FEED_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
