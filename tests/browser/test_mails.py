"""Mails as mail programs show them: nothing hangs over the edge of a phone, and supervisors look at each of them."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from returns_app import routes
from returns_app.mail.samples import SAMPLES
from returns_app.queries.mail_samples import sample_page

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PHONE = 320
# Of the widest thing there is: the card hides what hangs over its edge, so the page itself never gets wider.
_WIDTH = "Math.max(...[...document.body.querySelectorAll('*')].map(one => one.getBoundingClientRect().right))"


@pytest.mark.parametrize("language", ("de", "fr"))
def test_no_mail_is_wider_than_a_phone(chromium: Browser, language: str):
    page = chromium.new_page(viewport={"width": PHONE, "height": 640})
    too_wide = []
    for sample in SAMPLES:
        for look in ("light", "bare"):
            page.set_content(sample_page(sample.key, language, look, now=NOW))
            width = page.evaluate(_WIDTH)
            if width > PHONE:
                too_wide.append((sample.key, look, width))
    page.close()
    assert too_wide == []


def test_a_supervisor_looks_at_each_kind_of_mail(desk: Page, sign_in, axe, shot):
    sign_in(desk, role="supervisor")
    desk.goto(routes.DESK)
    desk.get_by_role("link", name="Mail samples").click()
    expect(desk.get_by_role("heading", name="Link", exact=True)).to_be_visible()
    mail = desk.frame_locator("iframe")
    expect(mail.get_by_role("link", name="Finish my return")).to_be_visible()
    axe(desk)
    desk.get_by_role("button", name=re.compile("^Label without printer")).click()
    desk.get_by_role("button", name="French").click()
    desk.get_by_role("button", name="320 px").click()
    desk.get_by_role("button", name="Dark").click()
    expect(mail.get_by_role("heading", name="Voici votre étiquette, Robin")).to_be_visible()
    expect(mail.get_by_role("img", name="Code QR pour RMA-7K3M-Q9TX")).to_be_visible()
    expect(mail.locator("body")).to_have_css("background-color", "rgb(19, 18, 16)")
    assert desk.locator("iframe").bounding_box()["width"] == PHONE
    shot(desk, "mail-samples")
    desk.get_by_role("button", name="Plain text").click()
    expect(mail.get_by_text("Suivre mon retour\N{NO-BREAK SPACE}:")).to_be_visible()
