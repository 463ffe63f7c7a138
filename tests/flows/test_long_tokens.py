"""What strangers write into our cookies is remembered for a moment, so none of it may be long."""

from returns_app.flows import who
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.who import LONGEST_TOKEN, credential
from tests.flows.conftest import SignIn


async def test_a_cookie_longer_than_any_of_ours_is_nobodys_and_is_not_kept(
    signed_in: SignIn,
) -> None:
    for face in (Face.DESK, Face.PORTAL):
        for length in (LONGEST_TOKEN, LONGEST_TOKEN + 1):
            shown = credential(f"{cookie_name(face)}={'x' * length}", face)
            assert await who.who(shown) is None
            assert await who.who_lately(shown) is None
            assert (shown in who._remembered) == (length == LONGEST_TOKEN)
    ours = credential(f"{cookie_name(Face.DESK)}={signed_in()}", Face.DESK)
    assert len(ours.token) < LONGEST_TOKEN
    assert await who.who(ours) is not None
