"""TeX becomes MathML without inline styles; what pages cannot show safely is refused with a reason."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from problems.page import mathml as module
from problems.page.html import stylesheet
from problems.page.mathml import STYLES, MathError, mathml

VENDOR = Path(module.__file__).parent / "vendor"

FORMULAS = [
    r"\hat y = \sigma(z)",
    r"\frac{\partial E}{\partial w_5} = \frac{\partial E}{\partial \hat y} \cdot h_1",
    r"{\delta^{(1)}} = \left({W^{(2)}}^{\top} {\delta^{(2)}}\right) \odot {a^{(1)}} \odot \left(1 - {a^{(1)}}\right)",
    r"\begin{pmatrix} 0.15 & -0.20 \\ 0.25 & 0.30 \end{pmatrix} \begin{bmatrix} 1 \\ 2 \end{bmatrix}",
    r"f(z) = \begin{cases} 1 & z \ge 0 \\ 0 & z < 0 \end{cases}",
    r"\begin{aligned} a &= b \\ &= c \end{aligned}",
    r"\begin{array}{|l|r|} \hline a & b \\ \hline\hline c & d \\ \hline \end{array}",
    r"\boxed{x} \color{red}{a} \color{blue}{b} \color{green}{c} \color{gray}{d}",
    r"\text{가중치 } w_{1,\text{new}}",
    r"\mathbf{W} \boldsymbol\delta \mathrm{ReLU} \operatorname{sign} \mathbb{R} \mathcal{L}",
    r"\bar x \vec v \tilde u \dot x \widehat{xy} \overline{ab} \underline{c} \underbrace{x}_{y} \overbrace{x}^{y}",
    r"\sum_{i=1}^{n} x_i \prod_j \sqrt{\hat v_t} + \varepsilon \lVert w \rVert \Bigl( \tfrac12 \Bigr)^2 x'",
    r"\left.\frac{dy}{dx}\right|_{x=0}",
    r"\quad \, \; \Rightarrow \infty \ldots \cdots \approx \ne \le \times \partial \nabla",
]


@pytest.mark.parametrize("display", [False, True])
@pytest.mark.parametrize("tex", FORMULAS)
def test_the_formulas_of_the_course_compile_into_known_classes(tex: str, display: bool) -> None:  # noqa: FBT001
    written = mathml(tex, display=display)
    assert written.startswith("<math")
    assert " style=" not in written
    assert "xmlns" not in written
    rules = stylesheet("font")
    for names in re.findall(r'class="([^"]*)"', written):
        for name in names.split():
            assert name.startswith(("chr-", "tml-", "wbk-", "mathcal", "ff-")) or re.search(rf"\.{name}\b", rules)


def test_spacing_of_matrix_columns_survives_as_classes() -> None:
    written = mathml(r"\begin{pmatrix}1&2\end{pmatrix}", display=False)
    assert '<mtd class="mx-pl0 mx-pr6"><mn>1</mn></mtd><mtd class="mx-pl6 mx-pr0"><mn>2</mn></mtd>' in written
    assert "math .mx-pl6, math.mx-pl6 { padding-left: 5.9776pt; }" in stylesheet("font")


def test_no_two_styles_share_a_class() -> None:
    names = [name for name, rule in STYLES.values() if rule]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\frac", "Unexpected end of input"),
        (r"\nonsense x", "Unsupported function name"),
        (r"\href{javascript:1}{x}", "Unsupported function name"),
        (r"\htmlClass{a}{x}", "Unsupported function name"),
        (r"\hspace{-20em}x", "style 'margin-left:-20em'"),
        (r"\rule{3em}{3em}", "attribute 'mathbackground'"),
        (r"\begin{align}a&=b\end{align}", "only in display mode"),
        (r"\def\a{\a\a}\a", "Too many expansions"),
        ("{" * 3000, "call stack"),
        ("x^{" * 70 + "y" + "}" * 70, "nested too deeply"),
        ("x" * 4001, "4001 characters"),
        ("x+" * 1900 + r"\text{" + "가" * 20 + "}" + "\x00", "Unexpected character"),
        ("\ud800", "string"),
    ],
)
def test_what_pages_cannot_show_is_refused_with_the_reason(tex: str, reason: str) -> None:
    with pytest.raises(MathError, match=re.escape(reason)):
        mathml(tex, display=False)


def test_a_refused_formula_does_not_spoil_the_next() -> None:
    with pytest.raises(MathError):
        mathml("{" * 2999, display=False)
    with pytest.raises(MathError):
        mathml(r"\gdef\y{zz}\frac", display=False)
    with pytest.raises(MathError):
        mathml(r"\y", display=False)
    assert mathml("x+1", display=False) == "<math><mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow></math>"


def test_a_kern_beyond_bounds_is_cut() -> None:
    assert 'width="25em"' in mathml(r"\kern{1000em}x", display=False)


def test_the_vendored_files_are_the_listed_ones_and_each_has_its_licence() -> None:
    listed = dict(reversed(line.split()) for line in (VENDOR / "SHA256SUMS").read_text().splitlines())
    present = {path.relative_to(VENDOR).as_posix(): path for path in VENDOR.glob("*/*")}
    assert set(listed) == set(present)
    for name, path in present.items():
        assert sha256(path.read_bytes()).hexdigest() == listed[name], name
        assert (path.parent / "LICENSE").is_file()
        assert f"`{path.parent.name}/`" in (VENDOR / "README.md").read_text(encoding="utf-8")
