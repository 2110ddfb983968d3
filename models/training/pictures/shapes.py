"""Solid shapes as triangle meshes: turned, extruded, swept, and cut out of distance fields.

Units are free (a thing is about 1 in size), z is up, the floor is z = 0. Normals are not kept: `scene` makes them from the
faces, smooth where faces meet at less than a crease angle. Booleans are manifold3d's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Vertices = NDArray[np.float32]
Faces = NDArray[np.int32]
Triple = tuple[float, float, float]

# How finely distance fields are meshed: 1 for the shop's pictures, less for small training pictures.
detail: ContextVar[float] = ContextVar("detail", default=1.0)


@dataclass(frozen=True)
class Mesh:
    """Vertices (n, 3) float32 and faces (m, 3) int32, counter-clockwise seen from outside."""

    vertices: Vertices
    faces: Faces

    def moved(self, offset: ArrayLike) -> Mesh:
        return Mesh((self.vertices + np.asarray(offset, np.float32)).astype(np.float32), self.faces)

    def scaled(self, factor: ArrayLike) -> Mesh:
        """Scale about the origin, by one factor or one for each axis; a mirroring turns the faces round."""
        factors = np.broadcast_to(np.asarray(factor, np.float32), (3,))
        faces = self.faces[:, ::-1].copy() if np.prod(factors) < 0 else self.faces
        return Mesh((self.vertices * factors).astype(np.float32), faces)

    def turned(self, axis: str, degrees: float) -> Mesh:
        """Turn about the x, y or z axis through the origin."""
        a = np.radians(degrees)
        i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
        turn = np.eye(3)
        turn[i, i] = turn[j, j] = np.cos(a)
        turn[i, j], turn[j, i] = -np.sin(a), np.sin(a)
        return Mesh((self.vertices @ turn.T).astype(np.float32), self.faces)

    def joined(self, *others: Mesh) -> Mesh:
        """All of them as one mesh, without a boolean: they may overlap."""
        meshes = (self, *others)
        starts = np.cumsum([0, *(len(mesh.vertices) for mesh in meshes[:-1])])
        return Mesh(
            np.concatenate([mesh.vertices for mesh in meshes]),
            np.concatenate([mesh.faces + start for mesh, start in zip(meshes, starts, strict=True)]).astype(np.int32),
        )

    def bent(self, change: Callable[[Vertices], ArrayLike]) -> Mesh:
        """Move each vertex by any function of all of them, (n, 3) → (n, 3)."""
        return Mesh(np.asarray(change(self.vertices.copy()), np.float32), self.faces)

    @property
    def lowest(self) -> Triple:
        low = self.vertices.min(axis=0)
        return float(low[0]), float(low[1]), float(low[2])

    @property
    def highest(self) -> Triple:
        high = self.vertices.max(axis=0)
        return float(high[0]), float(high[1]), float(high[2])


def mesh(vertices: ArrayLike, faces: ArrayLike) -> Mesh:
    return Mesh(np.asarray(vertices, np.float32), np.asarray(faces, np.int32))


def _grid(rows: NDArray[np.float32], *, wrap_rows: bool, wrap_columns: bool) -> Mesh:
    """A sheet over points (r, c, 3)."""
    r, c = rows.shape[:2]
    index = np.arange(r * c).reshape(r, c)
    if wrap_rows:
        index = np.concatenate([index, index[:1]])
    if wrap_columns:
        index = np.concatenate([index, index[:, :1]], axis=1)
    a, b, d, e = index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]
    faces = np.concatenate([np.stack([a, b, d], -1).reshape(-1, 3), np.stack([a, d, e], -1).reshape(-1, 3)])
    return mesh(rows.reshape(-1, 3), faces)


def lathe(profile: Sequence[tuple[float, float]], segments: int = 96) -> Mesh:
    """Turn a profile of (radius, z) about the z axis.

    List the profile so that outside comes first going up and inside follows going down (a cup), or bottom to top (a solid).
    Points on the axis (radius 0) close it.
    """
    points = np.asarray(profile, np.float32)
    angles = np.linspace(0, 2 * np.pi, segments, endpoint=False, dtype=np.float32)
    ring = np.stack([np.cos(angles), np.sin(angles)], -1)
    rows = np.concatenate(
        [points[:, None, :1] * ring[None], np.broadcast_to(points[:, None, 1:], (len(points), segments, 1))], -1
    ).astype(np.float32)
    return _without_slivers(_grid(rows, wrap_rows=False, wrap_columns=True))


def _without_slivers(one: Mesh) -> Mesh:
    a, b, c = (one.vertices[one.faces[:, k]] for k in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    return Mesh(one.vertices, one.faces[area > 1e-10])


def rounded(points: Sequence[tuple[float, float]], radius: float, steps: int = 5) -> list[tuple[float, float]]:
    """A profile with its inner corners rounded, so that no edge betrays the computer."""
    p = np.asarray(points, float)
    out: list[tuple[float, float]] = [(float(p[0, 0]), float(p[0, 1]))]
    for before, here, after in zip(p[:-2], p[1:-1], p[2:], strict=True):
        back, on = before - here, after - here
        lengths = np.linalg.norm(back), np.linalg.norm(on)
        r = min(radius, lengths[0] / 2.2, lengths[1] / 2.2)
        start, end = here + back / lengths[0] * r, here + on / lengths[1] * r
        for t in np.linspace(0, 1, steps):
            x, z = (1 - t) ** 2 * start + 2 * t * (1 - t) * here + t**2 * end
            out.append((float(x), float(z)))
    out.append((float(p[-1, 0]), float(p[-1, 1])))
    return out


def cylinder(radius: float, height: float, bevel: float = 0.01, segments: int = 64) -> Mesh:
    """Standing on z = 0, its rims rounded."""
    return lathe(rounded([(0, 0), (radius, 0), (radius, height), (0, height)], bevel), segments)


def cone(bottom: float, top: float, height: float, bevel: float = 0.01, segments: int = 64) -> Mesh:
    return lathe(rounded([(0, 0), (bottom, 0), (top, height), (0, height)], bevel), segments)


def sphere(radius: float = 1.0, segments: int = 48) -> Mesh:
    """About the origin."""
    angles = np.linspace(-np.pi / 2, np.pi / 2, segments // 2 + 1)
    return lathe(
        [(float(radius * abs(np.cos(a))) if abs(a) < 1.57 else 0.0, float(radius * np.sin(a))) for a in angles],
        segments,
    )


def ellipsoid(rx: float, ry: float, rz: float, segments: int = 48) -> Mesh:
    return sphere(1.0, segments).scaled((rx, ry, rz))


def torus(radius: float, thickness: float, segments: int = 72) -> Mesh:
    """Lying in the xy plane; `thickness` is the tube's radius."""
    a = np.linspace(0, 2 * np.pi, segments, endpoint=False)
    return sweep(np.stack([radius * np.cos(a), radius * np.sin(a), 0 * a], -1), thickness, closed=True)


def box(size: Triple, radius: float = 0.02, steps: int = 4) -> Mesh:
    """Standing on z = 0, centred in x and y, its edges and corners rounded."""
    sx, sy, sz = size
    r = min(radius, sx / 2.01, sy / 2.01, sz / 2.01)
    corner = sphere(1.0, 8 * steps).vertices * r
    half = np.array([sx / 2 - r, sy / 2 - r, sz / 2 - r], np.float32)
    points = np.concatenate([corner + half * (2 * np.array(octant, np.float32) - 1) for octant in np.ndindex(2, 2, 2)])
    return hull(points).moved((0, 0, sz / 2))


def hull(points: ArrayLike) -> Mesh:
    """The convex hull of points (n, 3)."""
    from manifold3d import Manifold

    return _from_manifold(Manifold.hull_points(np.asarray(points, np.float64)))


def sweep(
    path: ArrayLike, radius: float | Sequence[float] | NDArray[np.floating], closed: bool = False, sides: int = 20
) -> Mesh:
    """A round tube along points (k, 3); `radius` is one number or one for each point. Open ends are capped round."""
    p = np.asarray(path, float)
    radii = np.broadcast_to(np.asarray(radius, float), (len(p),)).astype(float)
    along = np.roll(p, -1, 0) - np.roll(p, 1, 0) if closed else np.gradient(p, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    # Carry one frame along the path (parallel transport), so that the tube does not twist.
    side = np.cross(along[0], [0.0, 0.0, 1.0] if abs(along[0][2]) < 0.9 else [1.0, 0.0, 0.0])
    sides_: list[NDArray[np.float64]] = []
    for direction in along:
        side = side - direction * (side @ direction)
        side /= max(float(np.linalg.norm(side)), 1e-9)
        sides_.append(side)
    u = np.array(sides_)
    v = np.cross(along, u)
    if not closed:
        bend = np.linspace(0, np.pi / 2, 5)[1:]
        first = [(p[0] - along[0] * radii[0] * np.sin(a), u[0], v[0], radii[0] * np.cos(a)) for a in bend[::-1]]
        last = [(p[-1] + along[-1] * radii[-1] * np.sin(a), u[-1], v[-1], radii[-1] * np.cos(a)) for a in bend]
        p = np.array([*(c for c, *_ in first), *p, *(c for c, *_ in last)])
        u = np.array([*(x for _, x, _, _ in first), *u, *(x for _, x, _, _ in last)])
        v = np.array([*(x for _, _, x, _ in first), *v, *(x for _, _, x, _ in last)])
        radii = np.array([*(r for *_, r in first), *radii, *(r for *_, r in last)])
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    rows = p[:, None] + radii[:, None, None] * (
        u[:, None] * np.cos(angle)[None, :, None] + v[:, None] * np.sin(angle)[None, :, None]
    )
    return _without_slivers(_grid(rows.astype(np.float32), wrap_rows=closed, wrap_columns=True))


def extrude(polygon: ArrayLike, height: float, bevel: float = 0.0) -> Mesh:
    """A flat outline (n, 2), or several (the later ones holes by winding), from z = 0 up to `height`.

    A bevel narrows both ends by that much.
    """
    from manifold3d import CrossSection, FillRule, JoinType

    first = np.asarray(polygon[0] if isinstance(polygon, (list, tuple)) else polygon)
    outlines = (
        [np.asarray(p, float) for p in polygon]
        if first.ndim == 2 and isinstance(polygon, (list, tuple))
        else [np.asarray(polygon, float)]
    )
    section = CrossSection(outlines, FillRule.EvenOdd)
    if bevel <= 0:
        return _from_manifold(section.extrude(height))
    from manifold3d import Manifold

    steps = 4
    layers = []
    for k in range(steps + 1):
        a = np.pi / 2 * k / steps
        inset, lift = bevel * (1 - np.sin(a)), bevel * (1 - np.cos(a))
        piece = section.offset(-inset, JoinType.Round) if inset > 1e-6 else section
        layers.append(piece.extrude(max(height - 2 * lift, 1e-3)).translate([0, 0, lift]))
    return _from_manifold(Manifold.batch_boolean(layers, _add()))


def sdf(
    field: Callable[[NDArray[np.float32]], NDArray[np.floating]], low: Triple, high: Triple, resolution: int = 72
) -> Mesh:
    """Mesh the zero level of a signed distance field (negative inside) between two corners.

    `field` takes points (n, 3) and gives (n,). `resolution` is the number of cells along the longest side. Marching cubes by
    scikit-image. What leaves the box is cut off flat.
    """
    from skimage.measure import marching_cubes

    lo, hi = np.asarray(low, np.float32), np.asarray(high, np.float32)
    step = float((hi - lo).max() / max(resolution * detail.get(), 12))
    counts = np.maximum(np.ceil((hi - lo) / step).astype(int), 2) + 1
    axes = [lo[k] + step * np.arange(counts[k], dtype=np.float32) for k in range(3)]
    points = np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, 3)
    values = np.asarray(field(points), np.float32).reshape(counts)
    for axis in range(3):  # close what touches the box
        for end in (0, -1):
            edge = [slice(None)] * 3
            edge[axis] = end  # type: ignore[call-overload]
            values[tuple(edge)] = np.maximum(values[tuple(edge)], step * 0.1)
    if values.min() >= 0:
        raise ValueError("the field is nowhere negative inside the box")
    vertices, faces, _, _ = marching_cubes(values, 0.0, spacing=(step, step, step), gradient_direction="descent")
    return mesh(vertices + lo, faces)


def union(*meshes: Mesh) -> Mesh:
    """Boolean union of closed meshes."""
    from manifold3d import Manifold

    return _from_manifold(Manifold.batch_boolean([_to_manifold(one) for one in meshes], _add()))


def subtract(one: Mesh, *others: Mesh) -> Mesh:
    """`one` without the others, all closed."""
    result = _to_manifold(one)
    for other in others:
        result = result - _to_manifold(other)
    return _from_manifold(result)


def intersect(one: Mesh, other: Mesh) -> Mesh:
    return _from_manifold(_to_manifold(one) ^ _to_manifold(other))


def _add() -> Any:
    from manifold3d import OpType

    return OpType.Add


def _to_manifold(one: Mesh) -> Any:
    from manifold3d import Manifold
    from manifold3d import Mesh as ManifoldMesh

    raw = ManifoldMesh(vert_properties=one.vertices.astype(np.float32), tri_verts=one.faces.astype(np.uint32))
    raw.merge()
    solid = Manifold(raw)
    if solid.is_empty():
        raise ValueError("a mesh for a boolean must be closed")
    return solid


def _from_manifold(solid: Any) -> Mesh:
    raw = solid.to_mesh()
    return mesh(raw.vert_properties[:, :3], raw.tri_verts)
