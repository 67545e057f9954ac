# SPDX-License-Identifier: 0BSD
import crc

print(hex(crc.crc8(b"\xbe\xef")))
print(hex(crc.crc16(b"123456789")))
# In two parts, and from another kind of buffer.
print(crc.crc16(memoryview(b"123456789")[4:], crc.crc16(bytearray(b"1234"))) == crc.crc16(b"123456789"))
print(crc.matches(b"123456789", 0x29B1), crc.matches(b"12345678", 0x29B1))
try:
    crc.crc16(16)
except TypeError as error:
    print("TypeError:", error)
