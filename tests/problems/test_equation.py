"""An equation of a worked solution: no side twice, and no line wider than a handout."""

from problems.equation import WIDEST, distinct, in_lines
from problems.page.mathml import mathml


def test_a_given_number_is_not_set_equal_to_itself() -> None:
    """Of -1.5 and -1.5000 the one with the digits asked is left; different numbers both stand."""
    assert distinct(["g", "g", "-1.5", "-1.5000"]) == ["g", "-1.5000"]
    assert distinct(["g", "-1.5", "-1.51"]) == ["g", "-1.5", "-1.51"]


def test_a_wide_equation_has_a_side_a_line() -> None:
    wide = "+".join(["0.1234"] * (WIDEST // 7 + 1))
    found = in_lines(["L", "S", wide])

    assert found.count(r"\\") == 1
    assert found.count("&=") == 2
    assert mathml(found, display=True)
    assert in_lines(["L", "S", "0.1234"]) == "L = S = 0.1234"


def test_a_matrix_is_as_wide_as_its_widest_row() -> None:
    """Its rows stand one below another: many of them make no line longer."""
    column = r"\begin{pmatrix} " + r" \\ ".join(["0.1234"] * 30) + r" \end{pmatrix}"
    row = r"\begin{pmatrix} " + " & ".join(["0.1234"] * 30) + r" \end{pmatrix}"

    assert "&=" not in in_lines(["a", "b", column])
    assert "&=" in in_lines(["a", "b", row])
