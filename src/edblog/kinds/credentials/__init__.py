"""The kind of content that is called credentials."""

from __future__ import annotations

from edblog.kinds.credentials.record import Credential
from edblog.kinds.kind import Kind


class Credentials(Kind):
    """Credentials."""

    record = Credential
    what = "a micro-credential"


CREDENTIALS = Credentials()
