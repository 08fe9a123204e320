"""What a template or feed writer sees: one frozen view for each output, and nothing else.

An output file is a pure function of its view and its renderer. A view is therefore hashed to decide
whether the file must be written again, and new data in a template means a new field here. Projections
nest: a `Link` within a `Card` within a `FeedItem`.

URLs in views are ready for use in an `href`: they start with the path of the site's `base_url`
(`/stories/posts/jar/`) unless a field says that it is absolute.
"""

from __future__ import annotations

from edblog.views.files import (
    SITEMAP_LIMIT,
    Copy,
    Feed,
    FeedItem,
    HeaderRule,
    Headers,
    Opml,
    Outline,
    OutlineGroup,
    Output,
    Resized,
    Robots,
    Sitemap,
    SitemapEntry,
    SitemapIndex,
)
from edblog.views.pages import (
    FeedGroup,
    FeedRow,
    FollowPage,
    HomePage,
    KindPage,
    ListPage,
    NotFoundPage,
    PageView,
    RecordPage,
    RedirectPage,
    Site,
    TermPage,
    TermsPage,
)
from edblog.views.parts import (
    NO_PICTURE,
    Body,
    Card,
    Comments,
    Fact,
    FeedLink,
    Heading,
    Link,
    MenuItem,
    Pagination,
    Picture,
    Piece,
    Player,
    TermCard,
    Track,
    View,
)

__all__ = [
    "NO_PICTURE",
    "SITEMAP_LIMIT",
    "Body",
    "Card",
    "Comments",
    "Copy",
    "Fact",
    "Feed",
    "FeedGroup",
    "FeedItem",
    "FeedLink",
    "FeedRow",
    "FollowPage",
    "HeaderRule",
    "Headers",
    "Heading",
    "HomePage",
    "KindPage",
    "Link",
    "ListPage",
    "MenuItem",
    "NotFoundPage",
    "Opml",
    "Outline",
    "OutlineGroup",
    "Output",
    "PageView",
    "Pagination",
    "Picture",
    "Piece",
    "Player",
    "RecordPage",
    "RedirectPage",
    "Resized",
    "Robots",
    "Site",
    "Sitemap",
    "SitemapEntry",
    "SitemapIndex",
    "TermCard",
    "TermPage",
    "TermsPage",
    "Track",
    "View",
]
