"""Labels never collide and never leave the picture, whatever is drawn."""

import math
from itertools import pairwise

import numpy as np
import pytest

from problems.pictures.axes import number, powers, ticks
from problems.pictures.boundary import Border, Spot, boundary
from problems.pictures.contours import contours, levels
from problems.pictures.lettering import plain, runs, width
from problems.pictures.network import Layer, Unit, network
from problems.pictures.placing import Room
from problems.pictures.quantity import Quantity
from problems.pictures.scene import Box, Label, Line, Panel, Picture, collisions, extent, thinned
from reference.text import Text, same
from tests.problems.pictures.gallery import KINDS, drawn, of_families


@pytest.mark.parametrize("kind", KINDS)
def test_no_label_meets_another_or_leaves_the_picture(kind, sample) -> None:
    """Over random inputs of every kind."""
    for seed in sample(1000):
        assert collisions(drawn(kind, seed)) == [], seed


def test_nor_in_what_the_families_draw(sample) -> None:
    for found in of_families(len(sample(400))):
        assert collisions(found) == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_drawn_outside_the_picture(kind) -> None:
    """Lines and areas too; arrow heads and markers may touch the margin."""
    for seed in range(10):
        found = drawn(kind, seed)
        assert found.frame.grown(1.0).holds(extent(found.shapes)), seed


def test_no_wire_of_a_graph_runs_through_a_label(sample) -> None:
    """Values stand above their wire, gradients below, and wires that pass a column have a row of their own."""
    for seed in sample(1000):
        found = drawn("graph", seed)
        wires = [line for line in found.shapes if isinstance(line, Line) and line.ink == "quiet"]
        for label in found.labels:
            room = label.box.grown(-1.5)
            assert not [w for w in wires if any(room.meets(a, b) for a, b in pairwise(w.points))], (seed, label.text.en)


def test_an_overlap_and_a_label_outside_are_found() -> None:
    """The test above can fail: two labels on one place, and one over the edge."""
    labels = (Label(same("w = 0.35"), 50, 50), Label(same("0.12"), 55, 52), Label(Text("은닉층", "hidden"), 98, 90))
    found = collisions(Picture("test", same("t"), same("d"), 100, 100, labels))

    assert len(found) == 2
    assert "overlaps" in found[0]
    assert "leaves" in found[1]


def test_a_network_with_its_labels_at_the_middle_of_its_wires_would_collide() -> None:
    """The share 1 / (n + 1) is what keeps them apart: at the middle of two crossing wires they would meet."""
    rows = (Quantity("$w$", "0.35"),)
    unit = Unit((Quantity("$h$"),))
    two = Layer((unit, unit), same("a"), ((rows, rows), (rows, rows)))
    found = network([Layer((unit, unit), same("x")), two], same("t"), same("d"))
    at = [label for label in found.labels if "0.35" in label.text.en]

    assert len({round(label.y, 3) for label in at}) == 4
    assert len({round(label.x, 3) for label in at}) == 1


def test_a_box_is_as_wide_as_its_longer_language() -> None:
    long, short = Label(Text("가", "a long sentence"), 0, 0).box, Label(Text("가", "a"), 0, 0).box

    assert long.width > short.width
    assert Label(Text("아주 긴 문장입니다", "a"), 0, 0).box.width > short.width


def test_widths_are_never_less_than_those_of_a_wide_font() -> None:
    """DejaVu Sans, one of the widest in use; every letter that our texts have."""
    fonts = pytest.importorskip("matplotlib.font_manager")
    ft2font = pytest.importorskip("matplotlib.ft2font")
    font = ft2font.FT2Font(fonts.findfont("DejaVu Sans"))
    font.set_size(100, 72)
    for code in [*range(0x20, 0x24), *range(0x25, 0x7F), *range(0x3B1, 0x3CA), *map(ord, "ŷ∂∇−±×÷→≤≥σ‖½·…")]:
        glyph = font.load_char(code, flags=ft2font.LoadFlags.NO_HINTING)
        assert width(chr(code), 100) + 0.5 >= glyph.linearHoriAdvance / 65536, chr(code)


def test_formulas_are_read_into_runs() -> None:
    assert [(r.text, r.italic, r.level) for r in runs("$w_{12}^{new}$ = 0.35")] == [
        ("w", True, 0),
        ("12", False, -1),
        ("new", False, 1),
        (" = 0.35", False, 0),
    ]
    assert plain("$∂E/∂w_5$ = −0.1") == "∂E/∂w5 = −0.1"


def test_contours_lie_on_their_level_and_close_around_a_bowl() -> None:
    x = np.linspace(-2, 2, 81)
    z = x[None, :] ** 2 + x[:, None] ** 2
    (circle,) = contours(x, x, z, 1.0)

    assert circle[0] == circle[-1]
    assert all(abs(math.hypot(*point) - 1) < 2e-3 for point in circle)
    assert len(circle) > 100


def test_contours_of_a_saddle_do_not_cross() -> None:
    """Two hyperbolas, each in its own half plane, also with the saddle in the middle of a cell."""
    x = np.linspace(-1.05, 1.05, 22)
    chains = contours(x, x, x[None, :] * x[:, None], 1e-3)

    assert len(chains) == 2
    assert all(len({point[0] > 0 for point in chain}) == 1 for chain in chains)


def test_contours_meet_every_piece_of_an_odd_landscape() -> None:
    """Every grid edge that the level crosses belongs to a line, once."""
    draw = np.random.default_rng(7)
    z = draw.normal(size=(30, 40))
    crossed = (z[:, 1:] > 0) != (z[:, :-1] > 0), (z[1:] > 0) != (z[:-1] > 0)
    chains = contours(np.arange(40.0), np.arange(30.0), z, 0.0)
    met = {point for chain in chains for point in chain}

    assert len(met) == crossed[0].sum() + crossed[1].sum()


def test_a_flat_landscape_has_no_contours() -> None:
    assert levels(np.ones((5, 5))) == []


@pytest.mark.parametrize(("low", "high"), [(0, 1), (-0.37, 2.1), (1e-9, 3e-9), (-1e6, 1e6), (99.99, 100.01)])
def test_ticks_are_round_and_few(low, high) -> None:
    """At most six, at multiples of 1, 2 or 5 times a power of ten, all within the range."""
    found = ticks(low, high)
    step = found[1] - found[0]
    mantissa = step / 10 ** math.floor(math.log10(step) + 1e-9)

    assert 2 <= len(found) <= 6
    assert min(abs(mantissa - round_one) for round_one in (1, 2, 5, 10)) < 1e-5
    assert all(low - step * 1e-6 <= tick <= high + step * 1e-6 for tick in found)


def test_powers_and_numbers_are_written_as_people_do() -> None:
    assert powers(1e-5, 1e0) == [-5, -4, -3, -2, -1, 0]
    assert len(powers(1e-30, 1e3)) <= 6
    assert (number(-0.5), number(1e-7), number(2.5e12, 2)) == ("−0.5", "$10^{−7}$", "2.5×$10^{12}$")


def test_a_line_far_away_does_not_shrink_the_points_to_a_dot() -> None:
    spots = [Spot((0.0, 0.0), 0), Spot((1.0, 1.0), 1)]
    far = boundary(spots, [Border((1.0, 0.0), -1e6, same("b"))])

    assert far.width == boundary(spots, [Border((1.0, 0.0), -0.5, same("b"))]).width
    assert [s for s in far.shapes if isinstance(s, Line) and s.thick == 2.4] == [
        s for s in far.shapes if isinstance(s, Line) and s.thick == 2.4 and s.points[0][1] > far.height - 120
    ]


def test_a_label_without_room_is_left_out_rather_than_laid_over_another() -> None:
    room = Room(Box(0, 0, 60, 40))
    placed = [room.beside(same("row 1"), (30, 20)) for _ in range(12)]

    assert placed[0] is not None
    assert placed[-1] is None


def test_thinning_keeps_the_shape() -> None:
    """Points on straight pieces go; corners stay; nothing is further off than allowed."""
    line = [(float(i), 0.0) for i in range(50)] + [(49.0, float(i)) for i in range(1, 50)]
    arc = [(100 * math.cos(t / 100), 100 * math.sin(t / 100)) for t in range(157)]

    assert thinned(line) == ((0.0, 0.0), (49.0, 0.0), (49.0, 49.0))
    assert 8 < len(thinned(arc)) < 60


def test_a_wrong_value_has_a_frame_and_a_cross_of_its_own() -> None:
    """Not colour alone."""
    plain_unit = Unit((Quantity("$a$", "0.5"), Quantity("$h$", "0.6")))
    wrong_unit = Unit((Quantity("$a$", "0.5"), Quantity("$h$", "0.6", state="wrong")))
    pictures = [network([Layer((unit,), same("x"))], same("t"), same("d")) for unit in (plain_unit, wrong_unit)]
    framed = [[s for s in p.shapes if isinstance(s, Panel) and s.ink == "wrong"] for p in pictures]
    crossed = [[s for s in p.shapes if isinstance(s, Line) and s.ink == "wrong"] for p in pictures]

    assert [len(found) for found in framed] == [0, 2]  # the value and the legend's sample
    assert [len(found) for found in crossed] == [0, 4]
