"""Saved views: one's own to change, everybody's to open where a supervisor shares them."""

from uuid import UUID, uuid4

import pytest

from returns_app.actions.saved_views import MOST, ViewWish, delete_view, rename_view, save_view
from returns_app.db.session import read_now, write_now
from returns_app.domain.actors import SYSTEM, Actor, Role
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.queries.saved_views import saved_views
from tests.factories import NOW, agent

pytestmark = pytest.mark.usefixtures("database")


def save(actor: Actor, name: str, query: str = "view=authorize", **wish: bool) -> UUID:
    view_id = uuid4()
    write_now(save_view, actor, ViewWish(view_id, name, query, **wish), now=NOW)
    return view_id


def names(actor: Actor) -> list[str]:
    return [row.name for row in read_now(saved_views, actor)]


def test_a_view_is_kept_for_the_one_who_saved_it_and_leads_to_its_list():
    ada, ben = agent("Ada"), agent("Ben")
    view_id = save(ada, "  Germany,   to authorize ", "view=authorize&country=DE")
    (row,) = read_now(saved_views, ada)
    assert (row.id, row.name, row.href, row.mine, row.shared) == (
        str(view_id),
        "Germany, to authorize",
        "/desk/returns?view=authorize&country=DE",
        True,
        False,
    )
    assert names(ben) == []


def test_saving_twice_saves_once():
    ada = agent("Ada")
    wish = ViewWish(uuid4(), "Mine", "agent=me")
    write_now(save_view, ada, wish, now=NOW)
    write_now(save_view, ada, wish, now=NOW)
    assert names(ada) == ["Mine"]


def test_somebody_elses_id_saves_nothing():
    ada, ben = agent("Ada"), agent("Ben")
    view_id = save(ada, "Mine")
    with pytest.raises(NotFound):
        write_now(save_view, ben, ViewWish(view_id, "Taken", "q=x"), now=NOW)
    assert names(ada) == ["Mine"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "MINE", " mine "])
def test_a_name_is_given_short_and_ones_own(name: str):
    ada = agent("Ada")
    save(ada, "Mine")
    with pytest.raises(Invalid) as refused:
        save(ada, name)
    assert [problem.field for problem in refused.value.problems] == ["name"]


def test_two_people_may_use_the_same_name():
    save(agent("Ada"), "Mine")
    ben = agent("Ben")
    save(ben, "Mine")
    assert names(ben) == ["Mine"]


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMIN])
def test_supervisors_and_admins_share_with_everybody(role: Role):
    chief, ben = agent("Chief", role), agent("Ben")
    view_id = save(chief, "Everybody’s", shared=True)
    (row,) = read_now(saved_views, ben)
    assert (row.name, row.mine, row.shared) == ("Everybody’s", False, True)
    with pytest.raises(NotFound):
        write_now(rename_view, ben, view_id, "Ben’s", shared=True)
    with pytest.raises(NotFound):
        write_now(delete_view, ben, view_id)
    write_now(rename_view, chief, view_id, "Only mine", shared=False)
    assert (names(ben), names(chief)) == ([], ["Only mine"])


@pytest.mark.parametrize("role", [Role.AGENT, Role.OPERATOR])
def test_others_share_nothing(role: Role):
    actor = agent("Ada", role)
    with pytest.raises(Forbidden):
        save(actor, "Mine", shared=True)
    view_id = save(actor, "Mine")
    with pytest.raises(Forbidden):
        write_now(rename_view, actor, view_id, "Mine", shared=True)


def test_a_deleted_view_comes_back_as_it_was():
    chief = agent("Chief", Role.ADMIN)
    view_id = save(chief, "Stuck", "view=urgent&why=shipping_failed", shared=True)
    before = read_now(saved_views, chief)
    wish = write_now(delete_view, chief, view_id)
    assert names(chief) == []
    assert write_now(delete_view, chief, view_id) is None
    assert wish is not None
    write_now(save_view, chief, wish, now=NOW)
    assert read_now(saved_views, chief) == before


def test_there_is_an_end_to_views_and_to_their_length():
    ada = agent("Ada")
    with pytest.raises(Conflict):
        save(ada, "Long", "q=" + "x" * 500)
    for number in range(MOST):
        save(ada, f"View {number}")
    with pytest.raises(Conflict):
        save(ada, "One more")


def test_only_people_have_views():
    with pytest.raises(Forbidden):
        save(SYSTEM, "Mine")
    assert read_now(saved_views, SYSTEM) == []
