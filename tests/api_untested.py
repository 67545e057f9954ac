#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints each function, object and macro with arguments of the API that no test module uses, neither
directly nor through a macro or inline function of the headers. The exit status is then 1.

    api_untested.py TOP API.md      API.md: what `natmod docs --api` prints for TOP/sdk
"""

import os
import re
import sys

WORD = r"[A-Za-z_]\w*"
TOP = sys.argv[1]

UNDECLARED = {"Without a declaration in the headers", "What no native module has"}
# Of the firmware's state a module has only its root pointers, which these three name as well.
STATE = {"MP_STATE_MEM", "MP_STATE_THREAD", "MP_STATE_MAIN_THREAD"}


def code_of(folder, endings):
    """The text of each file in the folder, without comments and strings; a macro is one line."""
    for root, _, names in os.walk(os.path.join(TOP, folder)):
        for name in names:
            if name.endswith(endings):
                with open(os.path.join(root, name), encoding="utf-8") as file:
                    text = re.sub(r"/\*.*?\*/|//[^\n]*", " ", file.read(), flags=re.S)
                yield re.sub(r'"(?:\\.|[^"\\\n])*"', " ", text.replace("\\\n", " "))


def words_of_tests():
    """Every name in a test module or an example; those made by ## from any word of its source."""
    words = set()
    for folder in ("tests/modules", "examples", "tests/cases"):
        for text in code_of(folder, (".c", ".cpp", ".h", "c_endings.sh")):
            mine = set(re.findall(WORD, text))
            for before, after in set(re.findall(r"(\w+)##\w+(?:##(\w+))?", text)):
                words.update(before + word + after for word in mine)
            words |= mine
    return words


def bodies():
    """name -> names in its body, for the headers' macros and inline functions."""
    found = {}
    for text in code_of("sdk/include", ".h"):
        for name, body in re.findall(r"^[ \t]*#[ \t]*define[ \t]+(\w+)([^\n]*)", text, re.M):
            found.setdefault(name, set()).update(re.findall(WORD, body))
        for name, body in re.findall(r"(\w+)\s*\([^;{}()]*\)\s*\{([^}]*)\}", text):
            found.setdefault(name, set()).update(re.findall(WORD, body))
    return found


def names_of_api():
    """The table's names, of macros only those with arguments."""
    with_arguments = set()
    for text in code_of("sdk/include", ".h"):
        with_arguments.update(re.findall(r"^[ \t]*#[ \t]*define[ \t]+(\w+)\(", text, re.M))
    section = ""
    with open(sys.argv[2], encoding="utf-8") as file:
        for line in file:
            section = line[3:].strip() if line.startswith("## ") else section
            row = re.match(r"\| `(\w+)` \| (\w+)", line)
            if row and section not in UNDECLARED:
                if row.group(2) != "macro" or row.group(1) in with_arguments:
                    yield section, row.group(1)


used, inside = words_of_tests(), bodies()
waiting = list(used)
while waiting:
    for name in inside.get(waiting.pop(), ()):
        if name not in used:
            used.add(name)
            waiting.append(name)
untested = [(section, name) for section, name in names_of_api() if name not in used | STATE]
for section, name in untested:
    print(f"{section}: {name} is used by no test module")
sys.exit(1 if untested else 0)
