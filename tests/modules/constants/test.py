# SPDX-License-Identifier: MIT
import constants as c

print(c.info)
print(c.info.name, c.info.version, c.info.parts, len(c.info), c.info[0], c.info[1:])
name, version, parts = c.info
print(name, version, parts is c.info.parts, c.info == ("constants", "1.2-beta", ("head", "tail")))
for attr in ("nosuch", "append"):
    try:
        getattr(c.info, attr)
    except AttributeError:
        print("AttributeError")
try:
    c.info.name = 1
except AttributeError:
    print("AttributeError")
print(c.list, sum(c.list))
c.list[1] = 20
print(c.list, c.mixed[2] is c.list)
c.list[1] = 2
print(sorted(c.outer), c.outer["inner"]["on"], c.outer["inner"]["off"], c.outer["info"] is c.info)
print(c.mixed[1:], len(c.mixed), hash(c.mixed[1]) == hash(("head", "tail")))
p = c.point(3, "why")
print(p, p.x, p.y, p[1], isinstance(p, tuple), p + (1,))
print([c.is_known(o) for o in (c.info, c.info.parts, c.list, c.outer, c.mixed, c.info.version, p)])
print({c.info.parts: 1}[("head", "tail")], "head" in c.info.parts)
