# SPDX-License-Identifier: 0BSD
# Runs on a board for natmod deploy: what is there of a file, and the last step of putting it there.
# Each answer is a line that begins with an @.
try:
    import os
except ImportError:
    import uos as os


def say(key, *values):
    print("@" + key, *values)


def crc32(data, crc):
    crc ^= 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xEDB88320 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


try:
    from binascii import crc32
except ImportError:
    pass


def sum_of(path):  # size and CRC
    size = crc = 0
    block = memoryview(bytearray(256))
    with open(path, "rb") as file:
        while True:
            n = file.readinto(block)
            if not n:
                return size, crc
            crc = crc32(block[:n], crc)
            size += n


def look(folder, path):
    try:
        say("file", *sum_of(path))
        return
    except OSError:
        pass
    except MemoryError:
        say("file", 0, 0)
        return
    made = "/" if folder.startswith("/") else ""
    for part in folder.split("/"):
        if part:
            made += part
            try:
                os.mkdir(made)
            except OSError:
                pass  # it is there, or else nothing can be written
            made += "/"
    try:
        os.stat(folder or os.getcwd())
    except OSError:
        say("no", "folder")
        return
    try:
        status = os.statvfs(folder or os.getcwd())
        say("room", status[0] * status[3])
    except (AttributeError, OSError):
        pass


# What was copied takes the name of the file if it is whole.
def put(new, path, size, crc):
    if sum_of(new) != (size, crc):
        os.remove(new)
        say("damaged")
        return
    try:
        os.rename(new, path)
    except OSError:  # where that does not replace a file
        os.remove(path)
        os.rename(new, path)
    say("done")
