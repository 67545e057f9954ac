import gc

import portcalls as p


def attempt(name, *args):
    try:
        print(name, getattr(p, name)(*args))
    except Exception as e:
        print(name, type(e).__name__, e.args)


print(p.clocks(), p.interrupt(-1))
attempt("files", "portcalls.txt", "text")
attempt("files", "no/such/folder/x", "")
print(p.track(100))
junk = [bytearray(200) for _ in range(200)]
junk = None
gc.collect()
junk = [bytearray(200) for _ in range(200)]
print(p.tracked(100) == bytes(range(100)))
for t in ("<b", "<B", ">h", "<H", ">i", "<I", ">q", "<Q", "@b", ">f", "<d"):
    for v in (0, 1, -1, 127, 300, 2.5):
        attempt("values", t, v)
attempt("values", "<i", "x")
for v in (1, 0x123456, -2):
    print(p.set_int(v, False), p.set_int(v, True))
print(p.with_finaliser())
