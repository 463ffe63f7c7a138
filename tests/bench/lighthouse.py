"""Lighthouse on a customer's page: a phone on slow 4G, with the cookie that the link gives.

    .venv/bin/python -m tests.bench.lighthouse [rounds] [language]

Needs Node and Debian's chromium; Lighthouse is fetched from npm by `npx`, or taken from LIGHTHOUSE (a path to its
`cli/index.js`). Prints every round with what was found wanting, and the medians beside their goals last.
"""

import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.bench.portal_visits import portal_running

VERSION = "12.8.2"
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100}
FIGURES = {
    "first-contentful-paint": "paint_ms", "largest-contentful-paint": "largest_ms", "total-blocking-time": "blocked_ms",
    "cumulative-layout-shift": "shift", "speed-index": "speed_index_ms", "total-byte-weight": "bytes",
}  # fmt: skip


def main() -> None:
    """Print the rounds, and the medians."""
    rounds, language = int((*sys.argv[1:], "3")[0]), "".join(sys.argv[2:3]) or "en"
    with portal_running() as link:
        reports = [_report(*_traded(link(language))) for _ in range(rounds)]
    for report in reports:
        print(json.dumps({"scores": _scores(report), **_figures(report), "wanting": _wanting(report)}))
    medians = {name: statistics.median(_scores(one)[name] for one in reports) for name in GOALS}
    print(json.dumps({"load": round(os.getloadavg()[0], 1), "goals": GOALS, "medians": medians}))


def _traded(link: str) -> tuple[str, str]:
    """The page that a link leads to, and the cookie that it gives."""
    place = urlsplit(link)
    line = http.client.HTTPConnection(place.netloc)
    line.request("GET", place.path)
    answer = line.getresponse()
    cookie = (answer.getheader("set-cookie") or "").split(";", maxsplit=1)[0]
    return urljoin(link, answer.getheader("location") or ""), cookie


def _report(page: str, cookie: str) -> dict[str, Any]:
    own = os.environ.get("LIGHTHOUSE")
    words = ["node", own] if own else ["npx", "--yes", f"lighthouse@{VERSION}"]
    said = subprocess.run(
        [
            *words, page, "--quiet", "--output=json",
            f"--extra-headers={json.dumps({'Cookie': cookie})}", f"--only-categories={','.join(GOALS)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        env={**os.environ, "CHROME_PATH": os.environ.get("CHROMIUM") or shutil.which("chromium") or ""},
        cwd=Path(__file__).parent, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    report: dict[str, Any] = json.loads(said.stdout)
    return report


def _scores(report: dict[str, Any]) -> dict[str, int]:
    return {name: round(100 * (report["categories"][name]["score"] or 0)) for name in GOALS}


def _figures(report: dict[str, Any]) -> dict[str, float]:
    return {short: round(report["audits"][name]["numericValue"], 3) for name, short in FIGURES.items()}


def _wanting(report: dict[str, Any]) -> list[str]:
    """What counts and has not the best score, or is told as an opportunity."""
    groups = [ref for one in report["categories"].values() for ref in one["auditRefs"]]
    counted = {ref["id"] for ref in groups if ref["weight"] or ref.get("group")}
    audits = [(name, report["audits"][name]) for name in sorted(counted)]
    return [
        f"{name} {audit.get('displayValue', '')}".strip()
        for name, audit in audits
        if audit["score"] is not None and audit["score"] < 0.9 and not name.endswith("-treemap-data")
    ]


if __name__ == "__main__":
    main()
