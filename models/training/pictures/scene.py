"""Parts in a room, lit and photographed: Mitsuba 3, path traced.

Three looks. "studio" is the shop's own: a seamless paper sweep, one large soft light, a fill and a rim, a long lens. "turned"
is the same from another side, as in a product's gallery. "varied" is what shoppers' pictures are like: any surface and
backdrop, any light, any side, things in the way.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from models.training.pictures.denoising import denoised
from models.training.pictures.materials import COLORS, TEXTURES, linear, material
from models.training.pictures.shapes import Mesh, box, cylinder, mesh, sphere

Look = Literal["studio", "turned", "varied"]
Rng = np.random.Generator
Points = NDArray[np.float64]
_CREASE = np.cos(np.radians(38))
_PAPERS = [(0.93, 0.93, 0.92), (0.94, 0.92, 0.89), (0.9, 0.92, 0.94), (0.95, 0.9, 0.87), (0.89, 0.92, 0.89)]


@dataclass(frozen=True)
class Part:
    """One mesh of one material. `color` is a shop colour's name or an sRGB triple in 0–255."""

    mesh: Mesh
    material: str
    color: str | tuple[float, float, float]
    pattern: str | None = None
    framed: bool = True
    """Whether the camera makes room for it; what only holds or wears the thing need not be whole."""

    def with_mesh(self, mesh: Mesh) -> Part:
        return replace(self, mesh=mesh)


def variant(name: str = "scalar_rgb") -> str:
    """Choose Mitsuba's engine once for this process and return it.

    llvm_ad_rgb is three times as fast for large pictures and needs a recent libLLVM (Debian: libllvm19 or newer); where there
    is none, scalar_rgb gives the same pictures.
    """
    if name == "llvm_ad_rgb":
        libraries = sorted(
            map(str, Path("/usr/lib").glob("*/libLLVM.so.[12]*")), key=lambda path: float(path.rsplit("so.")[-1])
        )
        if "DRJIT_LIBLLVM_PATH" not in os.environ:
            if not libraries:
                name = "scalar_rgb"
            else:
                os.environ["DRJIT_LIBLLVM_PATH"] = libraries[-1]
    import mitsuba as mi

    if mi.variant() is None:
        mi.set_variant(name)
    return str(mi.variant())


@dataclass(frozen=True)
class Shot:
    """One picture to take: another camera, light and background for another seed. `depth` is how often light may bounce."""

    seed: int
    look: Look = "studio"
    depth: int = 7


def render(parts: Sequence[Part], shots: Sequence[Shot], *, size: int, spp: int) -> list[NDArray[np.uint8]]:
    """Return one picture of the same thing for each shot, sRGB, shape (size, size, 4), without grain. Its fourth channel is 255
    where the thing itself is seen (its framed parts), else 0.

    The same arguments give the same pictures. Taking the grain out needs the `oidn` package.
    """
    variant()
    import mitsuba as mi

    parts = _standing(parts)
    rng = np.random.default_rng((shots[0].seed, 3))
    things = {f"part{number}": _thing(part, rng) for number, part in enumerate(parts)}
    points = np.concatenate([part.mesh.vertices for part in parts if part.framed]).astype(float)
    pictures = []
    for shot in shots:
        rng = np.random.default_rng((shot.seed, 2 if shot.look == "varied" else 1))
        around = _around(points, rng, size, shot.look)
        around["sensor"]["film"]["rfilter"] = {"type": "box"}  # the denoiser wants noise that neighbours do not share
        traced = {"type": "path", "max_depth": shot.depth}
        integrator = {"type": "aov", "aovs": "albedo:albedo,normal:sh_normal", "image": traced}
        scene = mi.load_dict({"type": "scene", "integrator": integrator, **around, **things})
        image = np.asarray(mi.render(scene, spp=spp, seed=shot.seed % 2**31), np.float32)
        color = _developed(denoised(image[..., :3], image[..., 3:6], image[..., 6:9]), rng, shot.look)
        pictures.append(np.dstack([color, _seen(scene, {f"part{n}" for n, part in enumerate(parts) if part.framed})]))
    return pictures


def _seen(scene: Any, names: set[str]) -> NDArray[np.uint8]:
    """255 where one of the shapes called `names` is seen first."""
    import mitsuba as mi

    first = mi.load_dict({"type": "aov", "aovs": "shape:shape_index"})
    hit = np.asarray(mi.render(scene, integrator=first, spp=1, seed=0))[..., 0]
    # Mitsuba numbers shapes from 1 here; 0 is none.
    numbers = [number for number, shape in enumerate(scene.shapes(), 1) if shape.id() in names]
    return np.isin(hit, numbers).astype(np.uint8) * 255


def _standing(parts: Sequence[Part]) -> list[Part]:
    """On the floor, centred, its longest side 1."""
    points = np.concatenate([part.mesh.vertices for part in parts])
    low, high = points.min(axis=0), points.max(axis=0)
    offset = -np.array([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2]])
    factor = 1 / float((high - low).max())
    return [part.with_mesh(part.mesh.moved(offset).scaled(factor)) for part in parts]


def _around(points: Points, rng: Rng, size: int, look: Look) -> dict[str, Any]:
    return _varied(points, rng, size) if look == "varied" else _studio(points, rng, size, turned=look == "turned")


def _studio(points: Points, rng: Rng, size: int, *, turned: bool = False) -> dict[str, Any]:
    paper = _PAPERS[0] if rng.random() < 0.7 else _PAPERS[int(rng.integers(1, len(_PAPERS)))]
    pitch, yaw, fill = rng.uniform(13, 24), rng.uniform(-6, 6), rng.uniform(0.74, 0.8)
    if turned:
        # A side, the back, or half of one; nearer or further, and from lower down.
        pitch, yaw, fill = (
            rng.uniform(2, 20),
            rng.choice([0, 35, 90, 180]) * rng.choice([-1, 1]) + yaw * 2,
            rng.uniform(0.6, 1.0),
        )
    camera = _camera(points, pitch=pitch, yaw=yaw, fill=fill, fov=22, size=size)
    side = 1 if rng.random() < 0.3 else -1
    return {
        "sensor": camera,
        "key": _panel((side * 2.0, -1.7, 2.9), (0, 0, 0.35), 1.35, 11.0),
        "rim": _panel((-side * 2.2, 1.4, 2.2), (0, 0, 0.4), 0.7, 5.0),
        "env": {"type": "constant", "radiance": {"type": "rgb", "value": 0.62}},
        "sweep": _sweep_paper(paper),
    }


def _varied(points: Points, rng: Rng, size: int) -> dict[str, Any]:
    # Mostly the front half, where shoppers stand; now and then any side.
    yaw = rng.uniform(-70, 70) if rng.random() < 0.75 else rng.uniform(0, 360)
    camera = _camera(
        points,
        pitch=rng.uniform(4, 48),
        yaw=yaw,
        fill=rng.uniform(0.55, 0.95),
        fov=rng.uniform(18, 45),
        size=size,
        shift=rng.normal(0, 0.05, 2),
    )
    azimuth, height = rng.uniform(0, 2 * np.pi), rng.uniform(1.2, 3.5)
    warm = np.array([1.0, rng.uniform(0.82, 1.0), rng.uniform(0.62, 1.08)])
    place = (2.4 * np.cos(azimuth), 2.4 * np.sin(azimuth), height)
    around: dict[str, Any] = {
        "sensor": camera,
        "key": _panel(place, (0, 0, 0.3), rng.uniform(0.25, 1.4), rng.uniform(6, 14), warm),
        "env": {"type": "constant", "radiance": {"type": "rgb", "value": (rng.uniform(0.25, 0.8) * warm).tolist()}},
        "floor": _surface(rng),
    }
    if rng.random() < 0.5:
        around["wall"] = _wall(rng, yaw)
    if rng.random() < 0.35:
        around |= {f"clutter{number}": _thing(part, rng) for number, part in enumerate(_clutter(rng, yaw))}
    return around


def _thing(part: Part, rng: Rng) -> Any:
    extra: dict[str, Any] = {}
    if part.material == "glow":
        extra["emitter"] = {"type": "area", "radiance": {"type": "rgb", "value": (linear(part.color) * 6).tolist()}}
    return _mitsuba_mesh(part.mesh, material(part.material, part.color, rng, part.pattern), extra)


def _mitsuba_mesh(one: Mesh, bsdf: dict[str, Any], extra: dict[str, Any] | None = None) -> Any:
    import mitsuba as mi

    positions, normals, uv, faces = _shaded(one)
    properties = mi.Properties()
    properties["bsdf"] = mi.load_dict(bsdf)
    for name, value in (extra or {}).items():
        properties[name] = mi.load_dict(value)
    made = mi.Mesh(
        "part", len(positions), len(faces), props=properties, has_vertex_normals=True, has_vertex_texcoords=True
    )
    values = mi.traverse(made)
    values["vertex_positions"] = positions.ravel()
    values["vertex_normals"] = normals.ravel()
    values["vertex_texcoords"] = uv.ravel()
    values["faces"] = faces.ravel()
    values.update()
    return made


def _shaded(one: Mesh) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.uint32]]:
    """Positions, normals, texture coordinates and faces, with a vertex for each corner of each face.

    A corner's normal is the mean of its vertex's faces that meet its own at less than the crease angle, so beads and bottles
    are smooth and boxes keep their edges. Texture coordinates are the position along the face's two lesser axes.
    """
    faces = one.faces
    corners = one.vertices[faces]
    flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.linalg.norm(flat, axis=1, keepdims=True)
    unit = flat / np.maximum(area, 1e-12)
    # Vertices at one place count as one, or a lathe's seam would show.
    grid = np.round(one.vertices * 50_000).astype(np.int64) + (1 << 20)
    _, place = np.unique((grid[:, 0] << 42) | (grid[:, 1] << 21) | grid[:, 2], return_inverse=True)
    vertex = place[faces].ravel()
    order = np.argsort(vertex, kind="stable")
    face = order // 3
    start = np.flatnonzero(np.r_[True, np.diff(vertex[order]) > 0])
    count = np.diff(np.r_[start, len(order)])
    group_start, group_size = np.repeat(start, count), np.repeat(count, count)
    within = np.arange(len(order)) - group_start
    sums = np.zeros((len(order), 3), np.float32)
    active = np.arange(len(order))
    for step in range(int(min(count.max(), 24))):
        active = active[group_size[active] > step]
        other = face[group_start[active] + (within[active] + step) % group_size[active]]
        near = (unit[face[active]] * unit[other]).sum(axis=1) > _CREASE
        sums[active[near]] += flat[other[near]]
    sums[order] = sums.copy()
    normals = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
    axis = np.abs(unit).argmax(axis=1)
    pick = np.array([[1, 2], [0, 2], [0, 1]])[axis]
    uv = np.take_along_axis(corners, np.broadcast_to(pick[:, None, :], (len(faces), 3, 2)), axis=2)
    return (
        corners.reshape(-1, 3).astype(np.float32),
        normals.astype(np.float32),
        uv.reshape(-1, 2).astype(np.float32),
        np.arange(3 * len(faces), dtype=np.uint32).reshape(-1, 3),
    )


def _camera(
    points: Points, *, pitch: float, yaw: float, fill: float, fov: float, size: int, shift: Any = (0.0, 0.0)
) -> dict[str, Any]:
    """A camera in front (-y, then turned by `yaw`) that frames the points: the longer side takes `fill` of the frame."""
    import mitsuba as mi

    points = points[:: max(1, len(points) // 4000)]
    a, b = np.radians(pitch), np.radians(yaw)
    back = np.array([np.sin(b) * np.cos(a), -np.cos(b) * np.cos(a), np.sin(a)])
    right = np.array([np.cos(b), np.sin(b), 0.0])
    up = np.cross(right, -back)
    half = np.tan(np.radians(fov) / 2)
    target, distance = (points.min(axis=0) + points.max(axis=0)) / 2, 4.0
    for _ in range(6):
        eye = target + back * distance
        seen = points - eye
        z = -(seen @ back)
        x, y = seen @ right / z / half, seen @ up / z / half
        target = target + (right * (x.max() + x.min()) / 2 + up * (y.max() + y.min()) / 2) * distance * half
        distance *= max(x.max() - x.min(), y.max() - y.min()) / 2 / fill
    target = target + (right * shift[0] + up * shift[1]) * distance * half * 2
    eye = target + back * distance
    eye[2] = max(eye[2], 0.05)
    return {
        "type": "perspective",
        "fov": fov,
        "to_world": mi.ScalarTransform4f().look_at(eye.tolist(), target.tolist(), [0, 0, 1]),
        "film": {
            "type": "hdrfilm", "width": size, "height": size, "pixel_format": "rgb", "rfilter": {"type": "gaussian"}
        },
        "sampler": {"type": "independent"},
    }  # fmt: skip


def _panel(
    place: Sequence[float], target: Sequence[float], half: float, strength: float, tint: Any = (1, 1, 1)
) -> dict[str, Any]:
    import mitsuba as mi

    return {
        "type": "rectangle",
        "to_world": mi.ScalarTransform4f().look_at(list(place), list(target), [0.1, 0, 1]).scale(half),
        "emitter": {
            "type": "area",
            "radiance": {"type": "rgb", "value": (np.asarray(tint) * strength / (half * half)).tolist()},
        },
        "bsdf": {"type": "diffuse", "reflectance": {"type": "rgb", "value": 0.0}},
    }


@functools.lru_cache(maxsize=1)
def _sweep_shape() -> Mesh:
    """Paper that lies flat, then rises behind in a wide curve."""
    turn = np.linspace(0, np.pi / 2, 24)
    profile = [(-14.0, 0.0), *((1.2 + 2.2 * np.sin(t), 2.2 * (1 - np.cos(t))) for t in turn), (3.4, 14.0)]
    rows = np.array([[(x, y, z) for x in (-16.0, 16.0)] for y, z in profile], np.float32)
    index = np.arange(len(profile) * 2).reshape(-1, 2)
    a, b, c, d = index[:-1, 0], index[:-1, 1], index[1:, 1], index[1:, 0]
    return mesh(rows.reshape(-1, 3), np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)]))


def _sweep_paper(color: tuple[float, float, float]) -> Any:
    return _mitsuba_mesh(
        _sweep_shape(),
        {"type": "twosided", "bsdf": {"type": "diffuse", "reflectance": {"type": "rgb", "value": list(color)}}},
    )


def _any_surface(rng: Rng) -> dict[str, Any]:
    """A plain, wooden, woven, stony or noisy surface of any colour."""
    import mitsuba as mi

    name = str(rng.choice(list(COLORS)))
    tint = linear(name) * rng.uniform(0.6, 1.1) if rng.random() < 0.6 else linear("white") * rng.uniform(0.3, 1.0)
    texture = rng.choice(["", "", "grain", "weave", "marble", "mottle", "speckle", "checks", "stripes"])
    reflectance: dict[str, Any] = {"type": "rgb", "value": np.clip(tint, 0.01, 0.95).tolist()}
    if texture:
        depth = rng.uniform(0.2, 0.7)
        tile = np.clip(tint, 0.01, 0.95) * (1 - depth + depth * TEXTURES[str(texture)](rng)[..., None])
        scale = rng.uniform(0.5, 4)
        reflectance = {
            "type": "bitmap", "bitmap": mi.Bitmap(tile.astype(np.float32)), "raw": True,
            "to_uv": mi.ScalarTransform4f().scale([scale, scale, 1]),
        }  # fmt: skip
    return {"type": "twosided", "bsdf": {"type": "diffuse", "reflectance": reflectance}}


def _surface(rng: Rng) -> dict[str, Any]:
    import mitsuba as mi

    turn = mi.ScalarTransform4f().rotate([0, 0, 1], float(rng.uniform(0, 90))).scale(20)
    return {"type": "rectangle", "to_world": turn, "bsdf": _any_surface(rng)}


def _wall(rng: Rng, yaw: float) -> dict[str, Any]:
    """Upright, behind the thing as the camera sees it."""
    import mitsuba as mi

    far = mi.ScalarTransform4f().translate([0, float(rng.uniform(0.8, 3)), 0]).rotate([1, 0, 0], 90).scale(20)
    place = mi.ScalarTransform4f().rotate([0, 0, 1], yaw) @ far
    return {"type": "rectangle", "to_world": place, "bsdf": _any_surface(rng)}


def _clutter(rng: Rng, yaw: float) -> list[Part]:
    """A few plain bodies around the thing, as on a real table; sometimes one a little in front of it."""
    parts = []
    for _ in range(int(rng.integers(1, 4))):
        size = rng.uniform(0.12, 0.5)
        body = [
            box((size, size * rng.uniform(0.4, 1.6), size * rng.uniform(0.3, 2)), 0.02),
            cylinder(size / 2, size * rng.uniform(0.5, 2.5)),
            sphere(size / 2).moved((0, 0, size / 2)),
        ][int(rng.integers(3))]
        angle, far = rng.uniform(0, 2 * np.pi), rng.uniform(0.75, 1.5)
        if np.sin(angle) < -0.5:  # in front: to the side instead
            angle = rng.choice([0.0, np.pi]) + rng.uniform(-0.4, 0.4)
        angle += np.radians(yaw)
        color = str(rng.choice(list(COLORS)))
        parts.append(
            Part(
                body.moved((far * np.cos(angle), far * np.sin(angle), 0)),
                str(rng.choice(["plastic", "wood", "ceramic", "fabric"])),
                color,
            )
        )
    return parts


def _developed(image: NDArray[np.float32], rng: Rng, look: Look) -> NDArray[np.uint8]:
    """Expose, soften the highlights and encode. The studio's paper comes out just below white."""
    image = np.nan_to_num(image, nan=0.0, posinf=50.0)
    light = image @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    bright = float(np.quantile(light, 0.85))
    aim = rng.uniform(0.45, 0.95) if look == "varied" else 0.84 if look == "studio" else rng.uniform(0.7, 0.9)
    image = image * (aim / max(bright, 1e-4))
    # Linear to the knee, then rolled off towards 1, as film does.
    knee = 0.8
    over = np.maximum(image - knee, 0)
    image = np.where(image > knee, knee + (1 - knee) * (1 - np.exp(-over / (1 - knee))), image)
    srgb = np.where(image <= 0.0031308, 12.92 * image, 1.055 * np.power(np.maximum(image, 1e-8), 1 / 2.4) - 0.055)
    return (srgb.clip(0, 1) * 255 + 0.5).astype(np.uint8)
