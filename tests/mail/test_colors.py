import pytest

from returns_app.mail.brand import Brand
from returns_app.mail.colors import DARK_GROUND, LIGHT_GROUND, READABLE, contrast, on_dark, on_light
from returns_app.mail.letter import called


@pytest.mark.parametrize(
    "accent", ("#0b6e5f", "#000000", "#ffffff", "#ffd400", "#c8102e", "#1a1aff", "#808080")
)
def test_every_brand_color_can_be_read_on_light_and_on_dark(accent):
    light, dark = on_light(accent), on_dark(accent)
    assert light.ground == accent
    assert contrast(light.words, LIGHT_GROUND) >= READABLE
    assert contrast(dark.words, DARK_GROUND) >= READABLE
    for shades in (light, dark):
        # The best of white and near-black on a middle gray is a little under the mark.
        assert contrast(shades.on_ground, shades.ground) >= 4


def test_black_on_white_is_the_greatest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#123456", "#123456") == pytest.approx(1)


@pytest.mark.parametrize("color", ("", "red", "#FFF", "#0B6E5F", "#0b6e5f;}", "url(x)"))
def test_a_brand_without_a_proper_color_is_refused(color):
    with pytest.raises(ValueError, match="not a color"):
        Brand(name="x", address_lines=(), email="a@b.test", accent=color)


@pytest.mark.parametrize(
    ("name", "call"),
    (
        ("Anna de Vries", "Anna"),
        ("Anna", "Anna"),
        ("J. Jones", "J. Jones"),
        ("Mr. Jones", "Mr. Jones"),
        ("Familie Jansen", "Familie Jansen"),
        ("", ""),
        ("Jean-Luc Martin", "Jean-Luc"),
    ),
)
def test_people_are_called_by_their_first_name_where_it_is_one(name, call):
    assert called(name) == call
