"""New passwords against lists of those that leaked elsewhere; the rules have their own tests."""

from returns_app.actions.check_password import problem_of_password

ADA = {"name": "Ada Admin", "email": "ada@desk.test"}
# From published lists: letters of their own in each, no word that the rules know, and long enough.
LEAKED = (
    *("sonyericsson", "mailcreated5240", "gfhjkmgfhjkm", "123qweasdzxc", "leavemealone", "polniypizdec0211"),
    # Not in the lists with these capitals.
    *("MailCreated5240", "GfhjkmGfhjkm", "123QweAsdZxc"),
)
OWN = (
    "four plain words here",
    "correct horse battery",
    "trumpet cellar",
    "пароль из слов",
    "\ufffd" * 2 + "xk3 vlm pwq",
)


def test_what_leaked_elsewhere_is_refused_however_it_is_capitalized() -> None:
    assert [one for one in LEAKED if "tried first" not in str(problem_of_password(one, **ADA))] == []


def test_what_did_not_will_do_and_the_rules_hold_all_the_same() -> None:
    assert [one for one in OWN if problem_of_password(one, **ADA)] == []
    said = [
        str(problem_of_password(one, **ADA))
        for one in ("short", "x" * 257, "ada.admin@desk", "Noordlicht2026!")
    ]
    assert ["12 to 256" in one for one in said] == [True, True, False, False]
    assert ["tried first" in one for one in said] == [False, False, True, True]
