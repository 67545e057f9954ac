#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Of all damaged files that crash or hang MicroPython, how many does `natmod verify` accept?

    crash_share.py --natmod NATMOD --micropython MICROPYTHON [--count 1000] [--seed 1] FILE.mpy...

Damages each file --count times (mutants.py says how), lets natmod judge the result, and imports it in a process of
its own. The checksum behind the code is no part of what a firmware reads, so each mutant stands for three files:
with the checksum of the good file, without one, and with the right one, which only a tool that knows it would write.
"""

import argparse
import collections
import copy
import json
import os
import pathlib
import random
import resource
import signal
import subprocess
import sys
import tempfile

from layout import Mpy, with_checksum
from mutants import MUTATIONS

BATCH = 100
EXERCISE = """
import gc
try:
    import mutant
    for name in dir(mutant):
        repr(getattr(mutant, name))
    gc.collect()
except Exception:
    pass
"""


def damage(good, kind, generator):
    """The bytes of a mutant without the trailer; None if that kind does not fit the file."""
    mpy = copy.deepcopy(good)
    if MUTATIONS[kind](mpy, generator) is False:
        return None
    content = mpy.bytes()
    return None if content == good.bytes() else content


def variants(good, content):
    if not good.trailer:
        return {"none": content}
    return {"kept": content + good.trailer, "dropped": content, "recomputed": with_checksum(content)}


def errors_of(natmod, folder, contents):
    """For each file: what natmod verify says, or None if it accepts it."""
    names = []
    for index, content in enumerate(contents):
        names.append(f"{index}.mpy")
        (folder / names[-1]).write_bytes(content)
    run = subprocess.run([natmod, "verify", "--json", *names], cwd=folder, capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit(f"natmod verify ended with status {run.returncode} in {folder}: {run.stderr}")
    answer = json.loads(run.stdout)
    errors = dict.fromkeys(names)
    for finding in answer["findings"]:
        if finding["severity"] == "error":
            errors[finding["place"]["file"]] = finding["text"]
    accepted = [result["file"] for result in answer["results"] if result["ok"]]
    if sorted(accepted) != sorted(name for name in names if errors[name] is None):
        sys.exit(f"natmod verify answers and counts differently in {folder}")
    return [errors[name] for name in names]


def limits():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))


def outcome_of(command, folder, content, seconds):
    """"" if the import ends well or with an exception; else how it ended."""
    (folder / "mutant.mpy").write_bytes(content)
    # A mutant may run any code: not as the superuser.
    nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 else {}
    process = subprocess.Popen([*command, "-c", EXERCISE], cwd=folder, env={"MICROPYPATH": ".", "PATH": os.environ["PATH"]},
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               preexec_fn=limits, start_new_session=True, **nobody)
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return "hangs"
    if status < 0:
        return signal.Signals(-status).name
    return "" if status in (0, 1) else f"status {status}"


class Report:
    def __init__(self):
        self.mutants = collections.Counter()
        self.crashed = collections.Counter()
        self.accepted = collections.Counter()  # of those, by kind and variant
        self.variants = []

    def add(self, kind, outcome, errors):
        self.mutants[kind] += 1
        self.crashed[kind] += bool(outcome)
        for variant, error in errors.items():
            if variant not in self.variants:
                self.variants.append(variant)
            self.accepted[kind, variant] += bool(outcome) and error is None

    def row(self, name, kinds):
        total = lambda counter, *rest: sum(counter[(kind, *rest) if rest else kind] for kind in kinds)
        cells = [total(self.mutants), total(self.crashed), *(total(self.accepted, v) for v in self.variants)]
        return f"{name:<26}" + "".join(f"{cell:>12}" for cell in cells)

    def text(self):
        head = f"{'':<26}" + "".join(f"{cell:>12}" for cell in ["mutants", "crash", *self.variants])
        rows = [self.row(kind, [kind]) for kind in MUTATIONS if self.mutants[kind]]
        return "\n".join([head, *rows, self.row("all", list(MUTATIONS))])

    def accepted_by(self, variant):
        return sum(self.accepted[kind, variant] for kind in MUTATIONS)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--natmod", required=True, type=os.path.abspath)
    parser.add_argument("--micropython", required=True, type=lambda text: [os.path.abspath(text)])
    parser.add_argument("--count", type=int, default=1000, help="mutants of each file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3, help="an import that takes longer hangs")
    parser.add_argument("--kinds", default=",".join(MUTATIONS), help="the kinds of damage")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for accepted files that crash")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    kinds = options.kinds.split(",")
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        for file in options.files:
            original = file.read_bytes()
            good = Mpy(original)
            if good.bytes() + good.trailer != original:
                sys.exit(f"{file}: taken apart and put together again it is another file")
            if errors_of(options.natmod, folder, [original]) != [None] or outcome_of(
                    options.micropython, folder, original, 30):
                sys.exit(f"{file}: refused, or no good file")
            generator = random.Random(f"{options.seed} {file.name}")
            done = 0
            while done < options.count:
                batch = []
                while len(batch) < min(BATCH, options.count - done):
                    kind = generator.choice(kinds)
                    if (content := damage(good, kind, generator)) is not None:
                        batch.append((kind, content, variants(good, content)))
                done += len(batch)
                flat = [content for _, _, each in batch for content in each.values()]
                errors = iter(errors_of(options.natmod, folder, flat))
                for kind, content, each in batch:
                    judged = {variant: next(errors) for variant in each}
                    outcome = outcome_of(options.micropython, folder, content, options.seconds)
                    report.add(kind, outcome, judged)
                    accepted = [variant for variant, error in judged.items() if error is None]
                    if outcome and accepted:
                        if options.verbose:
                            print(file.name, kind, outcome, *accepted, flush=True)
                        if options.keep:
                            options.keep.mkdir(parents=True, exist_ok=True)
                            number = len(list(options.keep.iterdir()))
                            (options.keep / f"{kind}-{file.stem}-{number}.mpy").write_bytes(content)
            if len(options.files) > 1:
                print(f"{file.name}: done", file=sys.stderr, flush=True)
    print(report.text())
    # What Natmod made is safe as long as nobody recomputes its checksum.
    return 1 if report.accepted_by("kept") + report.accepted_by("dropped") else 0


if __name__ == "__main__":
    sys.exit(main())
