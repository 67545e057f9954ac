import complexes as c

for x in (1 + 2j, 3, 0.5, 1j, True, "1", None, [1]):
    try:
        print(x, c.square(x), c.parts(x))
    except TypeError as e:
        print(x, "TypeError:", e, c.parts(x))
