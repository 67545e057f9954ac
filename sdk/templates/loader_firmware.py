# Imports the part of @NAME@ that was built for this firmware, and has its attributes. A part refuses
# every firmware but its own.


# Firmware loads whatever is in the file, and may crash without a word.
def _whole(part):
    try:
        from binascii import crc32

        file = open(__path__ + "/" + part + ".mpy", "rb")
    except (ImportError, OSError):  # a firmware without crc32, or a file that is not in a file system
        return part
    left = file.seek(0, 2) - 6
    file.seek(0)
    block = memoryview(bytearray(256))
    crc = 0
    while left > 0:
        size = file.readinto(block, min(left, 256))
        crc = crc32(block[:size], crc)
        left -= size
    whole = file.read() == b"Nm" + crc.to_bytes(4, "little")
    file.close()
    if whole:
        return part
    raise ImportError(part + ".mpy of @NAME@ is damaged: copy it again")


def _part():
    for part in (@PARTS@):
        try:
            return getattr(__import__("@NAME@." + _whole(part)), part)
        except ValueError:  # for another architecture
            pass
        except ImportError as error:
            # Firmware that was built without texts of errors has none.
            if str(error) and not str(error).startswith("built for "):
                raise
    raise ImportError("@NAME@ has no part for this firmware")


_module = _part()
for _name in dir(_module):
    if _name not in ("__name__", "__file__", "__path__"):
        globals()[_name] = getattr(_module, _name)
del _whole, _part, _module, _name
