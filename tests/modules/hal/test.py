import hal

print(hal.elapsed(0), hal.elapsed(30), hal.short())
hal.write("to the console")
hal.write("")
