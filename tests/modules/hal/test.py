import hal

print(hal.elapsed(0), hal.elapsed(30), hal.short())
print([hal.read() for _ in range(4)])
hal.write("to the console")
hal.write("")
