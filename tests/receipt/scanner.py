"""A QR decoder that is not ours: libzbar (Debian libzbar0) by ctypes."""

import ctypes
from ctypes import c_char_p, c_uint, c_ulong, c_void_p

from PIL import Image

_GREY = int.from_bytes(b"Y800", "little")


def _library() -> ctypes.CDLL:
    zbar = ctypes.CDLL("libzbar.so.0")
    zbar.zbar_image_scanner_create.restype = c_void_p
    zbar.zbar_image_create.restype = c_void_p
    zbar.zbar_image_set_format.argtypes = [c_void_p, c_ulong]
    zbar.zbar_image_set_size.argtypes = [c_void_p, c_uint, c_uint]
    zbar.zbar_image_set_data.argtypes = [c_void_p, c_char_p, c_ulong, c_void_p]
    zbar.zbar_scan_image.argtypes = [c_void_p, c_void_p]
    zbar.zbar_image_first_symbol.argtypes = [c_void_p]
    zbar.zbar_image_first_symbol.restype = c_void_p
    zbar.zbar_symbol_next.argtypes = [c_void_p]
    zbar.zbar_symbol_next.restype = c_void_p
    zbar.zbar_symbol_get_data.argtypes = [c_void_p]
    zbar.zbar_symbol_get_data.restype = c_char_p
    zbar.zbar_image_destroy.argtypes = [c_void_p]
    zbar.zbar_image_scanner_destroy.argtypes = [c_void_p]
    return zbar


def scan(picture: Image.Image) -> list[str]:
    """The texts of all codes in a picture."""
    zbar = _library()
    grey = picture.convert("L")
    data = grey.tobytes()
    scanner, image = zbar.zbar_image_scanner_create(), zbar.zbar_image_create()
    zbar.zbar_image_set_format(image, _GREY)
    zbar.zbar_image_set_size(image, *grey.size)
    zbar.zbar_image_set_data(image, data, len(data), None)
    zbar.zbar_scan_image(scanner, image)
    found, symbol = [], zbar.zbar_image_first_symbol(image)
    while symbol:
        found.append(zbar.zbar_symbol_get_data(symbol).decode())
        symbol = zbar.zbar_symbol_next(symbol)
    zbar.zbar_image_destroy(image)
    zbar.zbar_image_scanner_destroy(scanner)
    return found
