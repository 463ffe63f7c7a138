"""A customer's page carries only the styles it can use, and none that it needs is lost."""

import pytest

from returns_app.light_styles import lighten, words_of

WORDS = frozenset({"a", "p-4", "md:p-4", "w-1/2", "has-[:checked]:b", "dark"})


@pytest.mark.parametrize(
    "rule",
    (
        "body{margin:0}",
        ".a{color:red}",
        r".md\:p-4{padding:1px}",
        r".w-1\/2{width:50%}",
        ".a,.gone{color:red}",
        ".a:not([hidden]){color:red}",
        ".dark .a>b{color:red}",
        '[data-x=".gone"]{color:red}',
        ":is(.a,b){color:red}",
        r".has-\[\:checked\]\:b:has(:checked){color:red}",
        "@font-face{src:url(x)}",
        "@property --x{syntax:'*';inherits:false}",
        "@keyframes gone{50%{opacity:.5}}",
        "@import url(x.css);",
        '.a:after{content:"};{"}',
    ),
)
def test_a_rule_that_the_page_can_use_stays_as_it_is(rule: str) -> None:
    assert lighten(rule, WORDS) == rule


@pytest.mark.parametrize(
    "rule",
    (
        ".gone{color:red}",
        ".a.gone{color:red}",
        ".gone,.lost{color:red}",
        r".md\:gone{padding:1px}",
        "/* .a{} */",
    ),
)
def test_a_rule_for_a_class_that_the_page_does_not_know_is_left_out(rule: str) -> None:
    assert lighten(rule, WORDS) == ""


def test_groups_are_looked_into_and_left_out_when_nothing_is_left() -> None:
    css = "@layer utilities{@media (width>1px){.a{color:red}.gone{color:red}}}@media print{.gone{color:red}}"
    assert lighten(css, WORDS) == "@layer utilities{@media (width>1px){.a{color:red}}}"


def test_a_stylesheet_that_ends_too_early_is_refused() -> None:
    with pytest.raises(ValueError, match="inside a rule"):
        lighten("@media print{.a{color:red}", WORDS)


def test_the_words_of_a_page_are_all_that_could_be_a_class() -> None:
    assert {"a", "p-4", "md:p-4", "w-1/2"} <= words_of(
        '<p class="a p-4">', 'jsx("p",{className:"md:p-4 w-1/2"})'
    )


def test_a_class_may_look_at_children_and_keeps_its_rule() -> None:
    """Tailwind writes what a parent's child decides with a bracket in the name of the class."""
    words = words_of('jsx("div",{className:"group-has-[>input:checked]/option:block [&>svg]:w-full"})')
    name = r".group-has-\[\>input\:checked\]\/option\:block"
    rule = name + r":is(:where(.group\/option):has(>input:checked) *){display:block}"
    assert lighten(rule, words | {"group/option"}) == rule
    assert lighten(r".\[\&\>svg\]\:w-full>svg{width:100%}", words)
