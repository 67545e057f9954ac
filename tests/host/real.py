# SPDX-License-Identifier: MIT
# Runs a case on a real MicroPython, as the host does (see script.c), so that the two can be compared:
#     micropython tests/host/real.py FOLDER CASE
import sys

folder, case = sys.argv[1], sys.argv[2]
sys.path.insert(0, folder)
names = {}


def show_exception(e, type_only):
    text = type(e).__name__
    args = getattr(e, "args", ())
    if args and not type_only:
        text += ": " + str(args[0] if len(args) == 1 else args)
    print(text)


def run(statement):
    raises = statement.startswith("raises ")
    if raises:
        statement = statement[len("raises ") :]
    try:
        try:
            code = compile(statement, case, "eval")
        except SyntaxError:
            exec(statement, names)
        else:
            value = eval(code, names)
            if value is not None:
                print(repr(value))
        if raises:
            print("nothing raised")
    except Exception as e:
        show_exception(e, raises)


with open(case) as lines:
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith(">>> "):
            print(line)
            run(line[4:])
        elif line == "" or line.startswith("#"):
            print(line)
