import oldnames

print(oldnames.check(1), oldnames.check("x"))
try:
    oldnames.check(None)
except ValueError as e:
    print("ValueError", e)
