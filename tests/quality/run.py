"""Measures every page type of the sample site with Lighthouse, in each theme, behind nginx with the headers that edblog prints.

    python -m tests.quality.run [--themes marigold,civic] [--only WORDS]

A page must have 100 in all four categories. The performance is that of the best of three runs, because other work on the computer makes each
of them slower and none of them faster. The largest picture or paragraph of a story with a photo must be there after less than
two seconds on a slow phone network, as Lighthouse simulates it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from edblog.catalog import plan as planning
from edblog.pipeline import build
from edblog.pipeline.headers import server_headers

ROOT = Path(__file__).parents[2]
VERSION = "12.2.3"
FOLDER = Path(sys.prefix) / f"lighthouse-{VERSION}"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PHOTO = "posts/a-bridge-of-straws/"
"""A story that begins with a photo."""
RUNS = 3
LCP = 2000
"""The most milliseconds until the largest part of that story is there."""
NGINX = """
daemon off; error_log {work}/log; pid {work}/pid;
events {{ }}
http {{
  include /etc/nginx/mime.types;
  types_hash_max_size 4096;
  access_log off;
  gzip on; gzip_vary on; gzip_min_length 500;
  gzip_types text/css text/plain text/javascript application/javascript application/json application/xml image/svg+xml;
  client_body_temp_path {work}/a; proxy_temp_path {work}/b; fastcgi_temp_path {work}/c; uwsgi_temp_path {work}/d; scgi_temp_path {work}/e;
  server {{
    listen 127.0.0.1:{port};
{headers}
  }}
}}
"""
CHROMIUM = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking"


def main() -> int:
    """Measures, and prints a line for each page."""
    parser = argparse.ArgumentParser(description="Measures every page type with Lighthouse.")
    parser.add_argument(
        "--themes", default="marigold,civic", help="names of themes, with commas between them"
    )
    parser.add_argument("--only", default="", help="only pages with this in their address")
    arguments = parser.parse_args()
    install()
    missed = 0
    for theme in arguments.themes.split(","):
        with (
            TemporaryDirectory(prefix="edblog-") as temporary,
            served(Path(temporary), theme) as (address, pages),
        ):
            for template, path in pages.items():
                if arguments.only in path:
                    missed += not measured(theme, template, f"{address}{path}", Path(temporary))
    print(f"{missed} pages with less than 100, or too late")
    return min(missed, 1)


def install() -> None:
    """Gets Lighthouse from npm, once for an environment."""
    if not (FOLDER / "node_modules/lighthouse").is_dir():
        command = ("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(FOLDER))
        subprocess.run([*command, f"lighthouse@{VERSION}"], check=True)


@contextmanager
def served(work: Path, theme: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of the sample site in a theme, and by template a page that it makes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address, site = f"http://127.0.0.1:{port}/", work / "site"
    site.mkdir()
    for name in ("content", "themes", "data"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, site / name)
    settings = (ROOT / "edblog.toml").read_text(encoding="utf-8")
    settings = settings.replace('theme = "marigold"', f'theme = "{theme}"')
    settings = settings.replace("https://district.example/stories/", address)
    (site / "edblog.toml").write_text(settings, encoding="utf-8")
    pages = built(site)
    headers = server_headers(site, "nginx", site / "site")
    config = work / "nginx.conf"
    config.write_text(NGINX.format(work=work, port=port, headers=headers), encoding="utf-8")
    # Where it runs as root, nginx serves as another user.
    for folder in (work, site, site / "site"):
        folder.chmod(0o755)
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([program, "-c", str(config), "-p", str(work), "-e", str(work / "log")])
    try:
        yield address, pages
    finally:
        process.terminate()
        process.wait(20)


def built(site: Path) -> dict[str, str]:
    """Builds a site; returns an address of each template for pages that search engines may show, and that of the story with a photo."""
    found: list[Any] = []
    plan = planning.plan

    def watched(*args: Any) -> Any:
        outputs, problems = plan(*args)
        found[:] = outputs
        return outputs, problems

    planning.plan = watched
    report = build(site)
    planning.plan = plan
    if report.problems and any(problem.severity == "error" for problem in report.problems):
        raise SystemExit("\n".join(f"{p.path}:{p.line}: {p.message}" for p in report.problems))
    pages = {"post.html (photo)": PHOTO}
    for output in sorted(found, key=lambda output: (len(output.path), output.path)):
        is_page = output.renderer.endswith(".html") and output.path.endswith("index.html")
        if is_page and not getattr(output.view, "noindex", True):
            pages.setdefault(output.renderer, output.path.removesuffix("index.html"))
    return pages


def measured(theme: str, template: str, address: str, work: Path) -> bool:
    """Prints what Lighthouse says of a page; returns whether all is well."""
    for _ in range(RUNS):
        result = judged(address, work / "report.json")
        scores = [round(100 * (result["categories"][name]["score"] or 0)) for name in CATEGORIES]
        lcp = result["audits"]["largest-contentful-paint"]["numericValue"]
        is_late = template.endswith("(photo)") and lcp >= LCP
        if min(scores[1:]) < 100 or (scores[0] == 100 and not is_late):
            break
    is_fine = scores == [100] * len(CATEGORIES) and not is_late
    cells = " ".join(f"{score:4}" for score in scores)
    print(f"{cells}  {lcp / 1000:5.2f} s  {theme}  {template}  {address}", flush=True)
    if not is_fine:
        for name in CATEGORIES:
            for audit in result["categories"][name]["auditRefs"]:
                score = result["audits"][audit["id"]]["score"]
                if audit["weight"] and score is not None and score < 1:
                    shown = result["audits"][audit["id"]]
                    print(f"      {name}: {shown['title']}: {shown.get('displayValue', '')}", flush=True)
    return is_fine


def judged(address: str, report: Path) -> dict[str, Any]:
    """What Lighthouse says of a page."""
    lighthouse = FOLDER / "node_modules/lighthouse/cli/index.js"
    only = f"--only-categories={','.join(CATEGORIES)}"
    options = (only, "--output=json", f"--output-path={report}", "--quiet", f"--chrome-flags={CHROMIUM}")
    chromium = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "chromium"
    )
    # On a busy computer, the browser sometimes fails to record a page.
    for _ in range(RUNS):
        report.unlink(missing_ok=True)
        environment = {"CHROME_PATH": chromium, "PATH": "/usr/bin:/bin"}
        subprocess.run(["node", str(lighthouse), address, *options], check=False, env=environment)
        if report.is_file():
            break
    result: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return result


if __name__ == "__main__":
    raise SystemExit(main())
