"""Pictures with much in them that nobody needs, and whether two pictures have the same pixels.

    pictures.py make FOLDER [ZIP]     writes pictures into the folder; the photos of the archive too, if there is one
    pictures.py same FILE FILE        0 if both decode to the same frames, once turned the right way up
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence, PngImagePlugin


def scene(width: int, height: int, shift: int = 0) -> Image.Image:
    picture = Image.new("RGB", (width, height))
    picture.putdata([((x * 5 + shift) % 256, (y * 7) % 256, (x * y) % 256) for y in range(height) for x in range(width)])
    return picture


def exif(orientation: int) -> Image.Exif:
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = "SECRETMAKER"
    data[0x0131] = "SECRETPROGRAM"
    data[0x9003] = "2026:11:23 10:00:00"
    place = data.get_ifd(0x8825)
    place.update({1: "S", 2: (2.0, 30.0, 12.5), 3: "E", 4: (28.0, 51.0, 7.25)})
    return data


def make(folder: Path, archive: Path | None) -> None:
    picture, other = scene(97, 61), scene(97, 61, 90)
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">SECRETWORDS</x:xmpmeta>'
    for orientation in range(1, 9):
        picture.save(folder / f"turned-{orientation}.jpg", exif=exif(orientation), comment=b"SECRETWORDS", quality=90)
    picture.save(folder / "progressive.jpg", progressive=True, exif=exif(6), xmp=xmp, icc_profile=b"SECRETPROFILE" * 20)
    picture.convert("L").save(folder / "grey.jpg", exif=exif(1))
    picture.convert("CMYK").save(folder / "cmyk.jpg", exif=exif(1))
    (folder / "trailing.jpg").write_bytes((folder / "turned-1.jpg").read_bytes() + b"SECRETTRAILER" * 100)

    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "SECRETWORDS")
    words.add_text("Long", "SECRETWORDS" * 50, zip=True)
    picture.save(folder / "plain.png", pnginfo=words, exif=exif(1), icc_profile=b"SECRETPROFILE" * 20)
    clear = picture.convert("RGBA")
    clear.putalpha(other.convert("L"))
    clear.save(folder / "clear.png", pnginfo=words)
    picture.quantize(16).save(folder / "few.png", transparency=3, pnginfo=words)

    picture.save(folder / "lossy.webp", exif=exif(1), xmp=xmp, icc_profile=b"SECRETPROFILE" * 20)
    clear.save(folder / "clear.webp", lossless=True, exif=exif(1))
    picture.save(folder / "moving.webp", save_all=True, append_images=[other], duration=80, exif=exif(1), xmp=xmp)

    picture.save(folder / "still.gif", comment=b"SECRETWORDS")
    picture.save(folder / "moving.gif", save_all=True, append_images=[other, scene(97, 61, 30)], duration=80, loop=0, comment=b"SECRETWORDS")

    if archive is not None:
        with zipfile.ZipFile(archive) as photos:
            for name in photos.namelist():
                if not name.endswith("/"):
                    (folder / f"photo-{Path(name).name}").write_bytes(photos.read(name))


def frames(path: Path) -> list[tuple[tuple[int, int], bytes]]:
    with Image.open(path) as picture:
        return [
            (turned.size, turned.tobytes())
            for frame in ImageSequence.Iterator(picture)
            for turned in [ImageOps.exif_transpose(frame).convert("RGBA" if frame.mode != "CMYK" else "CMYK")]
        ]


def main(arguments: list[str]) -> int:
    match arguments:
        case ["make", folder, *archive]:
            make(Path(folder), Path(archive[0]) if archive else None)
            return 0
        case ["same", left, right]:
            return 0 if frames(Path(left)) == frames(Path(right)) else 1
    sys.exit(__doc__)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
