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
