"""Pictures as Pillow writes them, and what is in them: python make_pictures.py (Pillow 13).

One scene, 12 x 8, whose four corners and colours tell every turn and every mix-up of channels. pictures.golden.json has each
file in base64, the pixels that Pillow reads back from it (turned upright, as RGB or grey, 8 bits), and how far a decoder's may
differ: JPEG allows for rounding. Of a WebP with transparency all four components are kept.
"""

import base64
import io
import json
import pathlib
import struct
import zlib

from PIL import Image, ImageOps

WIDTH, HEIGHT = 12, 8


def scene():
    image = Image.new("RGB", (WIDTH, HEIGHT))
    for y in range(HEIGHT):
        for x in range(WIDTH):
            image.putpixel((x, y), (20 * x + 10, 30 * y + 5, (200 if x < 6 else 40) + 3 * y))
    return image


def blocks():
    """Large enough for JPEG's blocks of 16 x 16, one colour each."""
    image = Image.new("RGB", (48, 32))
    colours = [(200, 30, 40), (20, 160, 60), (30, 50, 190), (240, 240, 230), (20, 20, 20), (180, 170, 30)]
    for i, colour in enumerate(colours):
        image.paste(colour, (16 * (i % 3), 16 * (i // 3), 16 * (i % 3) + 16, 16 * (i // 3) + 16))
    return image


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation):
    data = Image.Exif()
    data[0x0112] = orientation
    return data


def interlaced(image):
    """Pillow writes no interlaced PNG: Adam7 by hand, without filters."""
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    raw = b""
    for x0, y0, dx, dy in passes:
        for y in range(y0, image.height, dy):
            line = b"".join(bytes(image.getpixel((x, y))) for x in range(x0, image.width, dx))
            raw += b"\0" + line if line else b""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", image.width, image.height, 8, 2, 0, 0, 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def all_files():
    rgb, large = scene(), blocks()
    grey = rgb.convert("L")
    yield "grey.png", saved(grey, "PNG"), 0
    yield "rgb.png", saved(rgb, "PNG"), 0
    yield "palette.png", saved(rgb.quantize(16), "PNG"), 0
    yield "one-bit.png", saved(grey.convert("1"), "PNG"), 0
    yield "interlaced.png", interlaced(rgb), 0
    for orientation in range(1, 9):
        yield f"orientation-{orientation}.png", saved(rgb, "PNG", exif=exif(orientation)), 0
        yield f"orientation-{orientation}.jpg", saved(large, "JPEG", quality=95, subsampling=0, exif=exif(orientation)), 6
    yield "grey.jpg", saved(large.convert("L"), "JPEG", quality=95), 4
    yield "progressive.jpg", saved(large, "JPEG", quality=95, progressive=True, subsampling=0), 6
    yield "rgb.jpg", saved(large, "JPEG", quality=95, keep_rgb=True), 4
    yield "cmyk.jpg", saved(large.convert("CMYK"), "JPEG", quality=95), 8
    yield "rgb.bmp", saved(rgb, "BMP"), 0
    yield "palette.bmp", saved(rgb.quantize(16), "BMP"), 0
    yield "grey.bmp", saved(grey, "BMP"), 0
    yield "one-bit.bmp", saved(grey.convert("1"), "BMP"), 0
    yield "palette.gif", saved(rgb.quantize(64), "GIF"), 0
    yield "interlaced.gif", saved(rgb.quantize(64), "GIF", interlace=1), 0
    yield "large.gif", saved(Image.effect_noise((120, 90), 80), "GIF"), 0
    moving = [rgb.quantize(64), ImageOps.mirror(rgb).quantize(64)]
    grainy = Image.blend(Image.effect_noise((37, 29), 90).convert("RGB"), large.resize((37, 29)), 0.7)
    yield "lossy.webp", saved(grainy, "WEBP", quality=75), 0
    yield "rough.webp", saved(large, "WEBP", quality=0), 0
    yield "lossless.webp", saved(grainy, "WEBP", lossless=True), 0
    yield "palette.webp", saved(rgb.quantize(4).convert("RGB"), "WEBP", lossless=True), 0
    yield "orientation-6.webp", saved(grainy, "WEBP", exif=exif(6)), 0
    clear = grainy.copy()
    clear.putalpha(Image.radial_gradient("L").resize(grainy.size))
    yield "clear.webp", saved(clear, "WEBP", quality=60), 0
    yield "clear-lossless.webp", saved(clear, "WEBP", lossless=True), 0
    turned = ImageOps.mirror(clear)
    yield "moving.webp", saved(clear, "WEBP", save_all=True, append_images=[turned], quality=50), 0
    yield "moving.gif", saved(moving[0], "GIF", save_all=True, append_images=moving[1:]), 0


def read(content):
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
    return image.convert("L" if image.mode in ("L", "1") else "RGBA" if image.mode == "RGBA" else "RGB")


def main():
    files = {}
    for name, content, tolerance in all_files():
        image = read(content)
        files[name] = {
            "file": base64.b64encode(content).decode(),
            "width": image.width,
            "height": image.height,
            "channels": len(image.getbands()),
            "tolerance": tolerance,
            "pixels": base64.b64encode(zlib.compress(image.tobytes(), 9)).decode(),
        }
    # 16 bits of grey: Pillow keeps all of them.
    deep = Image.new("I;16", (4, 2))
    for i, value in enumerate([0, 1, 255, 256, 257, 32768, 65534, 65535]):
        deep.putpixel((i % 4, i // 4), value)
    files["sixteen-bit.png"] = {
        "file": base64.b64encode(saved(deep, "PNG")).decode(),
        "width": 4,
        "height": 2,
        "channels": 1,
        "tolerance": 0,
        "sixteenBit": [0, 1, 255, 256, 257, 32768, 65534, 65535],
    }
    # White strokes on transparent, as an icon has them: laid on black.
    strokes = Image.new("RGBA", (12, 8), (0, 0, 0, 0))
    strokes.paste((255, 255, 255, 255), (5, 1, 7, 7))
    laid = Image.new("RGB", (12, 8))
    laid.paste((255, 255, 255), (5, 1, 7, 7))
    files["white-on-clear.png"] = {
        "file": base64.b64encode(saved(strokes, "PNG")).decode(),
        "width": 12,
        "height": 8,
        "channels": 3,
        "tolerance": 0,
        "pixels": base64.b64encode(zlib.compress(laid.tobytes(), 9)).decode(),
    }
    path = pathlib.Path(__file__).with_name("pictures.golden.json")
    path.write_text(json.dumps(files, indent=1) + "\n")


main()
