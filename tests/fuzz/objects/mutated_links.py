#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Links damaged object files: what does the linker say?

    mutated_links.py --natmod NATMOD [--count 1000] [--seed 1] [--arch ARCH] FOLDER...

A FOLDER is a module's that was built. Its link runs again, --count times, with one of its objects damaged. A link may
succeed, but only with a file that natmod verify accepts; or fail with messages of its own, which name the object. It must
not crash or hang, and not find only in the end that the file cannot work.
"""

import argparse
import collections
import os
import pathlib
import random
import re
import shlex
import subprocess
import sys
import tempfile

from elf_layout import Elf


def odd(value, generator):
    return generator.choice([0, 1, 2, 3, 4, 8, value - 1, value + 1, value + 2, value + 4, value + 8, value - 4, value - 8,
                             value * 2, value // 2, value ^ 1 << generator.randrange(16), 0xFFFF, 1 << 31, -1, -4])


# A damage changes some numbers of the file; how often each is chosen.
def reloc_offset(elf, generator):
    reloc = generator.choice(elf.relocs)
    reloc["offset"] = odd(reloc["offset"], generator)


def reloc_type(elf, generator):
    reloc = generator.choice(elf.relocs)
    old = reloc["info"]
    low = 32 if elf.is_64 else 8
    other = generator.choice(elf.relocs)["info"] & (1 << low) - 1
    new = generator.choice([other, other, generator.randrange(60), generator.randrange(110)])
    reloc["info"] = old >> low << low | new


def reloc_symbol(elf, generator):
    reloc = generator.choice(elf.relocs)
    low = 32 if elf.is_64 else 8
    new = generator.randrange(len(elf.symbols) + (generator.randrange(20) == 0))
    reloc["info"] = new << low | reloc["info"] & (1 << low) - 1


def reloc_addend(elf, generator):
    reloc = generator.choice([reloc for reloc in elf.relocs if "addend" in reloc.fields] or elf.relocs)
    name = "addend" if "addend" in reloc.fields else "offset"
    reloc[name] = odd(reloc[name], generator)


def reloc_twice(elf, generator):
    one, other = generator.choice(elf.relocs), generator.choice(elf.relocs)
    if one["offset"] == other["offset"]:
        return False
    one["offset"] = other["offset"]


def symbol_value(elf, generator):
    symbol = generator.choice(elf.symbols)
    symbol["value"] = odd(symbol["value"], generator)


def symbol_size(elf, generator):
    symbol = generator.choice(elf.symbols)
    symbol["size"] = odd(symbol["size"], generator)


def symbol_section(elf, generator):
    symbol = generator.choice(elf.symbols)
    symbol["shndx"] = generator.choice([generator.randrange(len(elf.sections)), 0, 0xFFF1, 0xFFF2, 0xFFFF, 0xFF00])


def symbol_info(elf, generator):
    symbol = generator.choice(elf.symbols)
    symbol["info"] = generator.choice([symbol["info"] ^ 1 << generator.randrange(8), generator.randrange(256)])


def symbol_name(elf, generator):
    symbol = generator.choice(elf.symbols)
    symbol["name"] = generator.choice([generator.choice(elf.symbols)["name"], odd(symbol["name"], generator)])


def section_number(elf, generator):
    section = generator.choice(elf.sections)
    name = generator.choice(list(section.fields))
    section[name] = odd(section[name], generator)


def section_flags(elf, generator):
    section = generator.choice(elf.sections)
    section["flags"] ^= 1 << generator.randrange(12)


def section_kind(elf, generator):
    section = generator.choice(elf.sections)
    section["type"] = generator.choice([0, 1, 2, 3, 4, 7, 8, 9, 14, 15, 16, 17, 18, 0x70000001])


def section_name(elf, generator):
    section = generator.choice(elf.sections)
    section["name"] = generator.choice(elf.sections)["name"]


def content_byte(elf, generator):
    section = generator.choice([each for each in elf.sections if each["size"] and each["type"] != 8])
    at = section["offset"] + generator.randrange(section["size"])
    if at >= len(elf.content):
        return False
    elf.content[at] = generator.choice([elf.content[at] ^ 1 << generator.randrange(8), generator.randrange(256), 0, 255])


def any_byte(elf, generator):
    at = generator.randrange(len(elf.content))
    elf.content[at] ^= generator.randrange(1, 256)


DAMAGES = [reloc_offset, reloc_type, reloc_symbol, reloc_addend, reloc_twice, symbol_value, symbol_size, symbol_section,
           symbol_info, symbol_name, section_number, section_flags, section_kind, section_name, content_byte, any_byte]


def link_command(folder, arch):
    """The command of the module's last link, with the natmod of today, and its objects."""
    ninja = (folder / "build-natmod" / arch / "build.ninja").read_text()
    rules = re.search(r"^build \S+/module\.mpy: link (.*?)(?: \| .*)?\n((?:  .*\n)*)", ninja, re.M)
    variables = dict(re.findall(r"^  (\w+) = (.*)$", rules[2], re.M))
    everywhere = dict(re.findall(r"^(\w+) = (.*)$", ninja, re.M))
    objects = rules[1].split()
    options = variables.get("options", everywhere.get("options", ""))
    libraries = variables.get("libraries", everywhere.get("libraries", ""))
    return shlex.split(options), objects, shlex.split(libraries)


def judge(status, stderr):
    """The kind of outcome, in capitals if it is a fault of the linker's."""
    if status not in (0, 1):
        return f"CRASH, status {status}"
    if status == 0:
        return "linked"
    if "cannot work" in stderr:
        return "FOUND IN THE END"
    # Where a source's line is known, that is the place.
    errors = re.findall(r"^natmod: (.*?)error: ", stderr, re.M)
    return "named" if errors and all(errors) else "error without a place"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--natmod", required=True, type=os.path.abspath)
    parser.add_argument("--count", type=int, default=1000, help="links of each folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--arch", default="x64")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for objects whose link ends in a fault")
    parser.add_argument("--verbose", action="store_true", help="print what the linker says, without numbers, and how often")
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    outcomes, texts = collections.Counter(), collections.Counter()
    with tempfile.TemporaryDirectory() as scratch:
        for folder in options.folders:
            folder = folder.resolve()
            words, objects, libraries = link_command(folder, options.arch)
            generator = random.Random(f"{options.seed} {folder.name}")
            good = {name: (folder / name).read_bytes() for name in objects}
            good = {name: content for name, content in good.items() if content[:4] == b"\x7fELF"}
            for _ in range(options.count):
                victim = generator.choice(list(good))
                elf = Elf(good[victim])
                for _ in range(generator.choice([1, 1, 1, 2, 3])):
                    generator.choice(DAMAGES)(elf, generator)
                damaged = pathlib.Path(scratch, "damaged.o")
                damaged.write_bytes(elf.content)
                output = pathlib.Path(scratch, "linked.mpy")
                command = [options.natmod, "ld", *words, "-o", str(output),
                           *(str(damaged) if name == victim else name for name in objects), *libraries]
                try:
                    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=60)
                    status, stderr = run.returncode, run.stderr
                except subprocess.TimeoutExpired:
                    status, stderr = "hangs", ""
                outcome = judge(status, stderr)
                if outcome == "linked":
                    check = subprocess.run([options.natmod, "verify", str(output)], capture_output=True, text=True)
                    if check.returncode:
                        outcome, stderr = "LINKED, AND REFUSED", check.stderr
                outcomes[outcome] += 1
                for line in stderr.splitlines():
                    if "error: " in line and outcome != "named":
                        texts[outcome, re.sub(r"0x[0-9a-f]+|\d+", "N", line.split("error: ", 1)[1])] += 1
                if outcome[:2].isupper():
                    if options.keep:
                        options.keep.mkdir(parents=True, exist_ok=True)
                        number = len(list(options.keep.iterdir()))
                        (options.keep / f"{folder.name}-{number}.o").write_bytes(elf.content)
    for outcome, count in sorted(outcomes.items()):
        print(f"{count:>8}  {outcome}")
    if options.verbose:
        for (outcome, text), count in texts.most_common():
            print(f"{count:>8}  {outcome}: {text[:150]}")
    return 1 if any(outcome[:2].isupper() for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
