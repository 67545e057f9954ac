# SPDX-License-Identifier: 0BSD
import cobs

for data in b"", b"\x00", b"\x11\x22\x00\x33", b"\x11\x00\x00\x00":
    print(data, cobs.encode(data))

long = bytes(range(1, 255))
for data in b"", b"\x00\x00", long, long + b"\xff", b"\x00" + long, long + b"\x00", long * 3:
    packet = cobs.encode(data)
    assert 0 not in packet and cobs.decode(packet) == data, data
print(len(cobs.encode(long)), len(cobs.encode(long + b"\xff")))

for packet in b"\x00", b"\x05\x11", b"\x03\x11\x00":
    try:
        print(cobs.decode(packet))
    except ValueError as error:
        print(error)
