# natmod test
import @NAME@

assert @NAME@.add(2, 3) == 5
assert @NAME@.ANSWER == 42
try:
    @NAME@.add(1, "2")
    raise SystemExit("a str was added")
except TypeError:
    pass
@TEST@
print("@NAME@: ok")
