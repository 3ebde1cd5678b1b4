"""The demonstration's collection: real photos, edits of them, and composites whose donors are among them.

Layout of the folder that is made::

    demo.json          says what made it, so that it is recognised and never mixed with somebody's own files
    photos/            originals, ``edited/`` versions and two ``collages/``: this is what gets scanned
    composites/        pictures to search with, ``truth.json`` and ``masks/`` beside; not scanned
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from imagefinder.evaluation import edits
from imagefinder.evaluation.compositing import Adjustment, Pasted, flatten, paste, placement
from imagefinder.evaluation.cutouts import Cutout, grabcut_object, largest_piece, smoothed
from imagefinder.evaluation.demo_folder import DemoCollection, begin, finish, is_complete
from imagefinder.evaluation.sample_photos import sample_photos
from imagefinder.evaluation.truth import DONOR, HOST, TrueSource, write_truth

IDENTITY = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
Polygon = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Model:
    """An object in a sample photo.

    Attributes:
        photo: the sample's name.
        box: left, top, right, bottom as shares of the photo: where GrabCut looks for it.
        outline: points as shares of width and height, where GrabCut does not find the object.
        close: gaps up to this share of the photo's longer side are closed.
    """

    photo: str
    box: tuple[float, float, float, float] = (0, 0, 1, 1)
    outline: Polygon = ()
    close: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """One object of a composite: which, where, how large, how changed.

    Attributes:
        model: key of ``MODELS``.
        x: centre, share of the host's width.
        y: centre, share of the host's height.
        size: longer side, share of the host's longer side.
        degrees: turn, counter-clockwise.
        mirrored: left and right exchanged.
        look: colour, blur and edge.
    """

    model: str
    x: float
    y: float
    size: float
    degrees: float = 0.0
    mirrored: bool = False
    look: Adjustment = field(default_factory=Adjustment)


MODELS: Mapping[str, Model] = {
    "flower": Model("flower", (0.24, 0.15, 0.74, 0.90)),
    "pagoda": Model("china", (0.07, 0.05, 0.60, 0.93)),
    "astronaut": Model("astronaut", (0.08, 0.0, 0.92, 1.0), close=0.12),
    "helmet": Model("astronaut", (0.54, 0.62, 0.99, 1.0)),
    "cup": Model("coffee", (0.22, 0.0, 0.84, 0.98)),
    "motorcycle": Model("motorcycle_left", (0.08, 0.27, 0.97, 0.95)),
    "photographer": Model("camera", (0.0, 0.08, 0.72, 1.0)),
    "cat": Model(
        "chelsea",
        outline=(
            (0.01, 0.25), (0.08, 0.06), (0.20, 0.02), (0.62, 0.02), (0.78, 0.01), (0.83, 0.10), (0.79, 0.35),
            (0.77, 0.50), (0.72, 0.70), (0.66, 0.82), (0.55, 0.92), (0.40, 0.97), (0.20, 0.95), (0.08, 0.80),
            (0.03, 0.50),
        ),
    ),
}  # fmt: skip

COMPOSITES: Mapping[str, tuple[str, tuple[Part, ...]]] = {
    "deep_space_traffic": (
        "hubble_deep_field",
        (
            Part("motorcycle", 0.36, 0.36, 0.36, 24, look=Adjustment(gain=(0.85, 0.9, 1.05), offset=-8)),
            Part("pagoda", 0.74, 0.68, 0.34, -31, look=Adjustment(gain=(0.9, 0.92, 1.0), blur=0.5)),
            Part("flower", 0.16, 0.80, 0.16, 75, look=Adjustment(gamma=1.15, feather=0.8)),
        ),
    ),
    "cat_at_the_pagoda": (
        "china",
        (
            Part("cat", 0.76, 0.66, 0.34, -8, look=Adjustment(gain=(0.92, 0.97, 1.06), feather=1.2)),
            Part(
                "motorcycle",
                0.52,
                0.86,
                0.26,
                4,
                look=Adjustment(gain=(1.08, 1.05, 0.98), offset=6, feather=0.9),
            ),
        ),
    ),
    "visitor_in_the_garage": (
        "motorcycle_left",
        (
            Part("astronaut", 0.83, 0.62, 0.42, 3, True, Adjustment(gain=(0.94, 0.92, 0.88), offset=-6)),
            Part("cup", 0.13, 0.86, 0.20, 12, look=Adjustment(gain=(1.1, 1.0, 0.9), gamma=1.1, feather=0.8)),
        ),
    ),
    "coffee_with_company": (
        "coffee",
        (
            Part("cat", 0.14, 0.72, 0.30, 17, True, Adjustment(gain=(1.12, 0.98, 0.85), feather=1.0)),
            Part("flower", 0.87, 0.22, 0.22, -20, look=Adjustment(gain=(1.05, 0.95, 0.9), offset=-10)),
        ),
    ),
    "launch_with_audience": (
        "rocket",
        (
            Part("astronaut", 0.22, 0.66, 0.40, -2, look=Adjustment(gain=(0.8, 0.8, 0.92), offset=-12)),
            Part("pagoda", 0.80, 0.62, 0.36, 0, True, Adjustment(gain=(0.75, 0.78, 0.95), gamma=1.2)),
        ),
    ),
    "picnic_on_the_lawn": (
        "grass",
        (
            Part("cup", 0.66, 0.70, 0.34, -14, look=Adjustment(gain=(0.95, 1.0, 0.97), feather=1.2)),
            Part("cat", 0.28, 0.36, 0.40, 21, look=Adjustment(gain=(0.9, 0.95, 0.9), blur=0.6)),
            Part("motorcycle", 0.74, 0.24, 0.34, -6, True, Adjustment(gain=(1.1, 1.1, 1.1), offset=8)),
        ),
    ),
}
"""Searched with; none of them is in the scanned collection. The window opens with the first."""

COLLAGES: Mapping[str, tuple[str, tuple[Part, ...]]] = {
    "photographer_at_the_wall": (
        "brick",
        (Part("photographer", 0.55, 0.62, 0.62, 2, True, Adjustment(offset=-5)),),
    ),
    "helmet_on_the_moon": (
        "moon",
        (Part("helmet", 0.40, 0.55, 0.38, -15, look=Adjustment(gain=(0.9, 0.9, 0.95))),),
    ),
}
"""Composites that are part of the collection itself, so that its own provenance has something to show."""

Edit = Callable[[np.ndarray, np.random.Generator], np.ndarray]


def _edit(kind: str, strength: float) -> Edit:
    change = next(entry.change for entry in edits.KINDS if entry.name == kind)
    return lambda pixels, rng: change(pixels, strength, rng)


EDITS: Mapping[str, tuple[str, Edit, int]] = {
    "china_cropped": ("china", _edit("cropped", 0.5), 88),
    "china_small": ("china", _edit("resized", 0.5), 80),
    "china_recompressed": ("china", _edit("recompressed (JPEG)", 40), 40),
    "flower_mirrored": ("flower", _edit("mirrored", 1), 88),
    "flower_warm": ("flower", _edit("white balance", 0.15), 85),
    "astronaut_grey": ("astronaut", _edit("greyscale", 1), 88),
    "astronaut_cropped": ("astronaut", _edit("cropped", 0.45), 90),
    "coffee_watermarked": ("coffee", _edit("watermarked", 0.5), 85),
    "coffee_large": ("coffee", _edit("resized", 1.5), 90),
    "chelsea_turned": ("chelsea", _edit("rotated by quarters", 90), 88),
    "chelsea_bordered": ("chelsea", _edit("bordered", 0.08), 88),
    "rocket_captioned": ("rocket", _edit("captioned", 0.15), 85),
    "rocket_darker": ("rocket", _edit("gamma", 1.4), 88),
    "motorcycle_retouched": ("motorcycle_left", _edit("retouched", 0.03), 90),
    "motorcycle_mirrored": ("motorcycle_left", _edit("mirrored", 1), 75),
    "hubble_cropped": ("hubble_deep_field", _edit("cropped", 0.4), 88),
    "camera_contrast": ("camera", _edit("contrast", 1.4), 88),
    "retina_small": ("retina", _edit("resized", 0.4), 82),
}


def cut_out(model: Model, pixels: np.ndarray, seed: int) -> Cutout:
    """The object's shape in its photo, (h, w, 3) uint8."""
    height, width = pixels.shape[:2]
    if model.outline:
        canvas = np.zeros((height, width), np.uint8)
        points = np.array(model.outline) * [width, height]
        cv2.fillPoly(canvas, [np.round(points).astype(np.int32)], 1)
        return Cutout(largest_piece(smoothed(canvas.astype(bool), max(width, height) / 80)), "outline")
    mask = grabcut_object(pixels, model.box, seed)
    if mask is None:
        raise RuntimeError(f"the sample photo {model.photo} does not show its object any more")
    if model.close:
        reach = 2 * round(model.close * max(width, height) / 2) + 1
        element = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
        padded = np.pad(mask.astype(np.uint8), reach)
        closed = np.asarray(cv2.morphologyEx(padded, cv2.MORPH_CLOSE, element), bool)
        mask = largest_piece(closed[reach:-reach, reach:-reach])
    return Cutout(mask, "grabcut")


def assemble(
    host: np.ndarray, parts: tuple[Part, ...], photos: Mapping[str, np.ndarray], cutouts: Mapping[str, Cutout]
) -> tuple[np.ndarray, np.ndarray, list[Pasted]]:
    """The composite's pixels (h, w, 3) uint8, the owner of every pixel (h, w) int32, and its layers."""
    height, width = host.shape[:2]
    layers = []
    for part in parts:
        cutout = cutouts[part.model]
        transform = placement(
            cutout,
            (part.x * width, part.y * height),
            part.size * max(height, width),
            part.degrees,
            part.mirrored,
        )
        layers.append(paste(photos[MODELS[part.model].photo], cutout, transform, (width, height), part.look))
    pixels, owner = flatten(host, layers)
    return pixels, owner, layers


def _save(pixels: np.ndarray, file: Path, quality: int) -> None:
    Image.fromarray(pixels).save(file, quality=quality)


def _write_composites(photos: Mapping[str, np.ndarray], cutouts: Mapping[str, Cutout], folder: Path) -> None:
    (folder / "masks").mkdir(parents=True)
    truth: dict[str, tuple[TrueSource, ...]] = {}
    for name, (host, parts) in COMPOSITES.items():
        pixels, owner, layers = assemble(photos[host], parts, photos, cutouts)
        _save(pixels, folder / f"{name}.jpg", 87)
        sources = [
            TrueSource(
                f"photos/{host}.jpg", HOST, f"masks/{name}_host.png", float((owner == 0).mean()), IDENTITY
            )
        ]
        for number, (part, layer) in enumerate(zip(parts, layers, strict=True), start=1):
            (a, b, tx), (c, d, ty) = layer.transform.tolist()
            sources.append(
                TrueSource(
                    f"photos/{MODELS[part.model].photo}.jpg",
                    DONOR,
                    f"masks/{name}_d{number - 1}.png",
                    float((owner == number).mean()),
                    ((a, b, tx), (c, d, ty)),
                )
            )
        for number, source in enumerate(sources):
            Image.fromarray(np.where(owner == number, 255, 0).astype(np.uint8)).save(
                folder / str(source.mask)
            )
        truth[f"{name}.jpg"] = tuple(sources)
    write_truth(folder / "truth.json", truth)


def make_sample_collection(out: Path, seed: int = 0) -> DemoCollection:
    """Make the collection in ``out``, or find it there from an earlier run with the same seed.

    Args:
        out: a new or empty folder, or one that an earlier demo made.
        seed: decides the edits' random parts.

    Raises:
        RequestError: when ``out`` holds other files, or the sample photos are not installed.
    """
    out = out.absolute()
    collection = DemoCollection(
        photos=(out / "photos",),
        composites=tuple(out / "composites" / f"{name}.jpg" for name in COMPOSITES),
        truth=out / "composites" / "truth.json",
    )
    content: dict[str, object] = {"kind": "samples", "seed": seed}
    if is_complete(out, content):
        return collection
    samples = sample_photos()
    begin(out, content, ("photos", "composites"))
    photos = out / "photos"
    for folder in (photos / "edited", photos / "collages"):
        folder.mkdir(parents=True)
    for name, pixels in samples.items():
        _save(pixels, photos / f"{name}.jpg", 92)
    for number, (name, (original, edit, quality)) in enumerate(EDITS.items()):
        changed = edit(samples[original], np.random.default_rng([seed, number]))
        _save(changed, photos / "edited" / f"{name}.jpg", quality)
    cutouts = {name: cut_out(model, samples[model.photo], seed) for name, model in MODELS.items()}
    for name, (host, parts) in COLLAGES.items():
        _save(assemble(samples[host], parts, samples, cutouts)[0], photos / "collages" / f"{name}.jpg", 85)
    _write_composites(samples, cutouts, out / "composites")
    finish(out, content)
    return collection
