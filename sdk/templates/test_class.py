counter = @NAME@.Counter(5)
assert counter.step() == 6
assert repr(counter) == "Counter(6)"
