"""What makes the demo: its rows are sound, its feed is theirs, and any kind of thing can be built from a seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from models.efficientnet import EfficientNetLite0
from models.picture_tower import CLASSES, COLOR
from models.training.pictures.captions import captions, facts_of, full_caption, says_color
from models.training.pictures.demo_feed import BOARDS, DEMO, write_demo_feed
from models.training.pictures.kinds import all_kinds, all_products, build
from models.training.pictures.materials import COLORS
from models.training.trunk import folded, new_trunk
from tests.small_models import bundled


def test_the_demo_is_large_and_varied_enough() -> None:
    products = all_products()
    assert len(products) >= 160
    assert len({product.kind for product in products}) >= 24
    assert sum("ridiculous" in product.boards for product in products) >= 12
    titles = {product.title for product in products}
    assert {
        "Crocs as flower pots",
        "Cheeseburger-shaped eyeshadow",
        "A gingerbread house made of vegetables",
    } <= titles


def test_every_row_names_what_there_is() -> None:
    kinds, boards = all_kinds(), {slug for slug, _, _ in BOARDS}
    for product in all_products():
        assert product.kind in kinds and set(product.boards) <= boards, product.id
        assert product.color in COLORS, (product.id, product.color)
        assert len(product.description.split()) >= 8, product.id


def test_the_feed_and_the_pictures_are_those_of_the_rows(tmp_path: Path) -> None:
    write_demo_feed(all_products(), tmp_path)
    for name in ("feed.tsv", "boards.json"):
        assert (tmp_path / name).read_text("utf-8") == (DEMO / name).read_text("utf-8"), (
            f"{name} is not what its rows say"
        )
    drawn = {file.stem for file in (DEMO / "images").glob("*.webp")}
    assert drawn == {product.id for product in all_products()}
    assert sum(file.stat().st_size for file in (DEMO / "images").iterdir()) <= 8_000_000
    with Image.open(DEMO / "images" / "crocs-flower-pots.webp") as picture:
        assert picture.size == (640, 640)


@pytest.mark.parametrize("name", sorted(all_kinds())[::6])
def test_a_kind_is_built_from_its_seed(name: str) -> None:
    kind = all_kinds()[name]
    first, again, other = (build(name, seed, kind.colors[0], kind.materials[0], {}) for seed in (1, 1, 2))
    assert all(np.isfinite(part.mesh.vertices).all() and len(part.mesh.faces) for part in first)
    assert [part.mesh.vertices.shape for part in first] == [part.mesh.vertices.shape for part in again]
    assert all(np.array_equal(a.mesh.vertices, b.mesh.vertices) for a, b in zip(first, again, strict=True))
    assert len(first) != len(other) or any(
        a.mesh.vertices.shape != b.mesh.vertices.shape or not np.array_equal(a.mesh.vertices, b.mesh.vertices)
        for a, b in zip(first, other, strict=True)
    )


def test_captions_are_many_and_repeatable() -> None:
    facts = facts_of("mug", "red", "ceramic", ("stripes",))
    said = captions(facts, 16, seed=3)
    assert len(set(said)) == len(said) == 16
    assert said == captions(facts, 16, seed=3)
    assert any("striped" in one or "stripes" in one for one in said)


def test_a_caption_tells_whether_it_names_the_colour() -> None:
    facts = facts_of("mug", "navy", "ceramic", ())
    assert says_color("a midnight blue mug", facts) and says_color("mug, navy, ceramic", facts)
    assert not says_color("a mug made of ceramic", facts) and not says_color("a red mug", facts)
    assert full_caption(facts) == "navy ceramic mug"


@pytest.mark.parametrize("side", [64, 75, 192])
def test_the_trunk_sees_what_timm_s_sees_its_norms_folded(side: int) -> None:
    torch.manual_seed(1)
    theirs = new_trunk().eval()
    for module in theirs.modules():
        if isinstance(module, nn.BatchNorm2d) and module.running_mean is not None and module.running_var is not None:
            module.running_mean.normal_()
            module.running_var.uniform_(0.5, 2)
    pictures = torch.rand(2, 3, side, side)
    with torch.inference_mode():
        expected = theirs(pictures)
        assert expected.std() > 0.1, "there is something to differ by"
        assert torch.allclose(folded(theirs)(pictures), expected, atol=1e-3)
        ours = EfficientNetLite0(CLASSES.stop - CLASSES.start).eval()
        ours.load_state_dict(theirs.state_dict())
        assert torch.allclose(ours(pictures), expected, atol=1e-3)


def test_words_that_name_a_colour_ask_for_it() -> None:
    """A blue square lies nearer to "a blue thing" than a red one does, and the other way round."""
    pictures, _ = bundled()
    red, blue = pictures.encode_images([Image.new("RGB", (80, 80), color) for color in ("#c02020", "#2040b0")])
    asked = pictures.encode_texts(["a red mug", "a blue mug"])
    color = slice(-COLOR, None)
    assert asked[0, color] @ red[color] > asked[0, color] @ blue[color]
    assert asked[1, color] @ blue[color] > asked[1, color] @ red[color]
