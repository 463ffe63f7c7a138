"""The list of returns as an agent lives in it: filters in the address, the keyboard, many at once, files."""

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect
from python_calamine import CalamineWorkbook
from sqlmodel import Session, select

from returns_app.db.returns import Return
from returns_app.db.session import close_database, open_database, write_now
from tests.browser.conftest import OpenPage, Running

LIST = "/desk/returns"
GERMANY = re.compile(r"Country\s*Germany")
SignIn = Callable[..., None]
Axe = Callable[[Page], None]
Shot = Callable[..., Path]


@pytest.fixture
def at_list(desk: Page, sign_in: SignIn) -> Page:
    """An agent before all returns."""
    sign_in(desk, "agent")
    return shows(desk, "view=all")


@pytest.fixture
def same_data(server: Running) -> Iterator[None]:
    """The server's own database, for what somebody does whom the page has not heard of."""
    open_database(server.database_url)
    yield
    close_database()


def shows(page: Page, query: str = "") -> Page:
    page.goto(f"{LIST}?{query}" if query else LIST)
    expect(rows(page).first).to_be_visible()
    return page


def rows(page: Page) -> Locator:
    return page.locator("tbody tr")


def numbers(page: Page) -> list[str]:
    return page.locator("a[data-row]").all_inner_texts()


def badges(page: Page) -> set[str]:
    return set(page.locator("tbody tr td:nth-child(7)").all_inner_texts())


def chip(page: Page, name: str) -> Locator:
    return page.get_by_role("search").get_by_role("button", name=re.compile(f"^{name}"))


def test_filters_stand_in_the_address_and_survive_a_reload_and_the_way_back(at_list: Page):
    page = at_list
    before = numbers(page)
    chip(page, "Status").click()
    page.get_by_label("To authorize").check()
    page.get_by_label("In transit").check()
    page.keyboard.press("Escape")
    expect(chip(page, "Status")).to_have_text(re.compile(r"Status\s*To authorize, In transit"))
    expect(page).to_have_url(re.compile("view=all&status=authorization_requested,submitted$"))
    chip(page, "Country").click()
    page.get_by_label("Search country").fill("germ")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("country=DE$"))
    german = page.locator("td:nth-child(4)", has_text="DE")
    expect(rows(page).filter(has_not=german)).to_have_count(0)
    found = numbers(page)
    assert badges(page) <= {"To authorize", "In transit"}
    assert 0 < len(found) < len(before)

    page.reload()
    expect(chip(page, "Country")).to_have_text(GERMANY)
    expect(rows(page)).to_have_count(len(found))
    assert numbers(page) == found

    page.get_by_role("button", name="Remove filter Country").click()
    expect(page).not_to_have_url(re.compile("country"))
    page.go_back()
    expect(chip(page, "Country")).to_have_text(GERMANY)
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(rows(page)).to_have_count(len(before))


def test_a_colleague_sees_the_same_from_the_same_address(at_list: Page, new_desk: OpenPage, sign_in: SignIn):
    shows(at_list, "view=all&status=draft&sort=oldest")
    other = new_desk()
    sign_in(other, "supervisor")
    shows(other, "view=all&status=draft&sort=oldest")
    assert numbers(other) == numbers(at_list)
    assert badges(other) == {"Draft"}


def test_the_search_keeps_every_keystroke_and_leaves_to_the_rows(at_list: Page):
    page = at_list
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("tent", delay=90)
    expect(page).to_have_url(re.compile("q=tent$"))
    expect(page.locator("#find")).to_have_value("tent")
    page.keyboard.press("ArrowDown")
    expect(page.locator("a[data-row]").first).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("q="))
    page.locator("#find").fill("nothing of this kind anywhere")
    expect(page.get_by_role("heading", name="No returns match")).to_be_visible()
    page.get_by_role("button", name="Clear search and filters").click()
    expect(rows(page).first).to_be_visible()


def test_columns_sort_and_pages_go_on_by_keys(at_list: Page):
    page = at_list
    age = page.get_by_role("columnheader", name="Age", exact=True)
    expect(age).to_have_attribute("aria-sort", "ascending")
    age.get_by_role("button").click()
    expect(age).to_have_attribute("aria-sort", "descending")
    expect(page).to_have_url(re.compile("sort=waiting"))
    page.get_by_role("columnheader", name="Created").get_by_role("button").click()
    expect(page).to_have_url(re.compile("sort=newest"))
    expect(age).to_have_attribute("aria-sort", "none")
    expect(page.locator("main footer")).to_contain_text("created")
    first = numbers(page)
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile("sort=newest&before="))
    expect(page.locator("a[data-row]").first).not_to_have_text(first[0])
    assert not set(numbers(page)) & set(first)
    page.keyboard.press("p")
    expect(page.locator("a[data-row]").first).to_have_text(first[0])
    assert numbers(page) == first


def test_the_keyboard_moves_selects_and_opens(at_list: Page):
    page = at_list
    bar = page.get_by_role("toolbar", name="Selected returns")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("a[data-row]").nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("x")
    page.keyboard.press("Shift+J")
    page.keyboard.press("Shift+J")
    expect(bar).to_contain_text("3 selected")
    expect(page.get_by_label("Select all on this page")).to_have_js_property("indeterminate", value=True)
    boxes = page.locator("input[data-pick]")
    boxes.nth(5).click(modifiers=["Shift"])
    expect(bar).to_contain_text("6 selected")
    page.keyboard.press("Escape")
    expect(bar).to_have_count(0)
    page.get_by_label("Select all on this page").check()
    expect(bar).to_contain_text("50 selected")
    page.get_by_label("Select all on this page").uncheck()
    expect(bar).to_have_count(0)
    page.locator("a[data-row]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/desk/(return|new)\\?id="))


def test_a_selection_outlives_a_page_and_ends_with_another_list(at_list: Page):
    page = at_list
    top = page.locator("input[data-pick]").first
    first = str(top.get_attribute("data-pick"))
    top.check()
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile("before="))
    # The address is there before the rows are.
    expect(top).not_to_have_attribute("data-pick", first)
    page.locator("input[data-pick]").first.check()
    bar = page.get_by_role("toolbar", name="Selected returns")
    expect(bar).to_contain_text("2 selected")
    page.get_by_role("link", name="Done", exact=True).click()
    expect(bar).to_have_count(0)


def test_a_view_is_kept_renamed_deleted_and_taken_back(desk: Page, sign_in: SignIn):
    sign_in(desk, "supervisor")
    page = shows(desk, "view=authorize&country=DE,NL&from=30d")
    page.locator("#save-view").click()
    page.get_by_role("textbox", name="Name").fill("Near and new")
    page.get_by_role("dialog").get_by_role("button", name="Save view").click()
    views = page.get_by_role("navigation", name="Views of the list")
    tab = views.get_by_role("link", name="Near and new")
    expect(tab).to_have_attribute("aria-current", "true")
    beside = page.get_by_role("navigation", name="Saved views").get_by_role("link", name="Near and new")
    expect(beside).to_be_visible()
    views.get_by_role("link", name="All open").click()
    expect(tab).to_have_attribute("aria-current", "false")
    beside.click()
    expect(page).to_have_url(re.compile("view=authorize&country=DE,NL&from=30d$"))
    expect(chip(page, "Changed")).to_have_text(re.compile(r"Changed\s*last 30 days"))
    page.get_by_role("button", name="This view").click()
    page.get_by_role("button", name="Rename view").click()
    page.get_by_role("textbox", name="Name").fill("Close by")
    page.get_by_role("dialog").get_by_role("button", name="Rename view").click()
    expect(views.get_by_role("link", name="Close by")).to_be_visible()
    page.get_by_role("button", name="This view").click()
    page.get_by_role("button", name="Delete view").click()
    expect(views.get_by_role("link", name="Close by")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(views.get_by_role("link", name="Close by")).to_be_visible()


def test_many_are_canceled_and_the_one_that_moved_on_is_named(
    desk: Page, sign_in: SignIn, same_data: None, shot: Shot, axe: Axe
):
    sign_in(desk, "supervisor")
    page = shows(desk, "view=authorize")
    bar = page.get_by_role("toolbar", name="Selected returns")
    chosen = page.locator("input[data-pick]")
    ids = [chosen.nth(at).get_attribute("data-pick") for at in range(3)]
    for at in range(3):
        chosen.nth(at).check()
    expect(bar.get_by_role("button", name="Remind")).to_have_count(0)
    # Somebody else is done with the second one; this page has not heard of it.
    moved_on = write_now(done_with, str(ids[1]))
    bar.get_by_role("button", name="Cancel returns").click()
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_contain_text("Cancel 3 returns?")
    axe(page)
    dialog.get_by_role("button", name="Cancel returns").click()
    outcome = page.get_by_role("alertdialog", name="Not everything could be done")
    expect(outcome).to_contain_text("2 canceled.")
    expect(outcome).to_contain_text(moved_on)
    expect(outcome).to_contain_text("This return has moved on.")
    shot(page, "list-outcome")
    axe(page)
    outcome.get_by_role("button", name="Close").click()
    expect(bar).to_have_count(0)
    for return_id in (ids[0], ids[2]):
        row = page.locator("tbody tr").filter(has=page.locator(f"[data-pick='{return_id}']"))
        expect(row).to_contain_text("Canceled")


def test_what_a_colleague_does_is_drawn_in_place_and_nothing_moves(
    at_list: Page, new_desk: OpenPage, sign_in: SignIn
):
    page = shows(at_list, "view=open")
    before = numbers(page)
    other = new_desk()
    sign_in(other, "supervisor")
    shows(other, "view=open")
    box = other.locator("input[data-pick][data-acts*='cancel']").nth(6)
    return_id = box.get_attribute("data-pick")
    box.check()
    other.get_by_role("toolbar", name="Selected returns").get_by_role("button", name="Cancel returns").click()
    other.get_by_role("alertdialog").get_by_role("button", name="Cancel returns").click()
    row = page.locator("tbody tr").filter(has=page.locator(f"[data-pick='{return_id}']"))
    expect(row).to_contain_text("Canceled")
    assert numbers(page) == before
    waiting = page.locator("#show-newer")
    expect(waiting).to_contain_text(re.compile("Order changed|newer"))
    page.keyboard.press(".")
    expect(waiting).to_have_count(0)
    expect(row).to_have_count(0)


@pytest.mark.parametrize(("kind", "words"), [("csv", "CSV"), ("xlsx", "Excel (XLSX)")])
def test_the_list_and_a_selection_are_fetched_as_files(at_list: Page, tmp_path: Path, kind: str, words: str):
    page = shows(at_list, "view=all&status=submitted")
    shown = numbers(page)
    page.get_by_role("button", name="Export").first.click()
    page.get_by_role("button", name=words).click()
    whole = fetched(page, tmp_path / f"whole.{kind}")
    assert {row["Status"] for row in whole} <= {"In transit", "Making label"}
    assert {row["Number"] for row in whole} >= set(shown)

    for at in range(2):
        page.locator("input[data-pick]").nth(at).check()
    bar = page.get_by_role("toolbar", name="Selected returns")
    bar.get_by_role("button", name="Export").click()
    page.get_by_role("dialog").get_by_role("button", name=words).click()
    expect(bar).to_have_count(0)
    assert {row["Number"] for row in fetched(page, tmp_path / f"some.{kind}")} == set(shown[:2])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(at_list: Page, axe: Axe, shot: Shot, scheme: str):
    page = at_list
    page.emulate_media(color_scheme=scheme)
    shows(page, "view=all&country=NL")
    chip(page, "Status").click()
    page.get_by_label("Draft").check()
    axe(page)
    shot(page, f"list-filter-{scheme}")
    page.keyboard.press("Escape")
    chip(page, "Changed").click()
    axe(page)
    page.keyboard.press("Escape")
    page.locator("input[data-pick]").first.check()
    axe(page)
    shot(page, f"list-{scheme}")
    page.goto(f"{LIST}?view=all&q=nothing+of+this+kind+anywhere")
    expect(page.get_by_role("heading", name="No returns match")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("width", [768, 1280, 1920])
def test_nothing_scrolls_sideways(at_list: Page, shot: Shot, width: int):
    at_list.set_viewport_size({"width": width, "height": 900})
    page = shows(at_list, "view=all&status=draft,authorization_requested&country=NL,DE&from=30d")
    page.locator("input[data-pick]").first.check()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shot(page, f"list-{width}")


def done_with(session: Session, return_id: str) -> str:
    """Somebody else rejected it; gives what it is called."""
    row = session.exec(select(Return).where(Return.id == UUID(return_id))).one()
    row.status, row.version = "rejected", row.version + 1
    session.add(row)
    return row.number or f"Ref. {row.reference}"


def fetched(page: Page, path: Path) -> list[dict[str, str]]:
    """Wait for the newest export, keep its file, put it away, and read it."""
    card = page.locator("[data-export='done']")
    expect(card).to_have_count(1)
    with page.expect_download() as download:
        card.get_by_role("link", name="Download").click()
    download.value.save_as(path)
    card.get_by_role("button", name="Delete this export").click()
    expect(page.locator("[data-export]")).to_have_count(0)
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    table = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, table[0]), map(str, row), strict=True)) for row in table[1:]]
