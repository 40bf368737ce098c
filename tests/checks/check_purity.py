#!/usr/bin/env python3
"""The core is a function of its events: no clock, chance, environment, disk, thread or hash order inside.

Looks at the sources of the core's rooms, and with --libraries FOLDER at what the built ones ask of the system."""

import argparse
import re
import subprocess
from pathlib import Path

from house import close, code, files

CORE = ("base", "domain", "record", "wire", "story", "dispatch", "bounds", "statistics")
RULES = {
    "reads a clock": r"\b\w*_clock::now|\b(std::|::)?time\s*\((nullptr|NULL|0|&)|\b(gettimeofday|clock_gettime|localtime(_r)?|mktime)\s*\(",
    "takes chances": r"#include <random>|\bstd::(rand|random_device|mt19937\w*)\b|\brand(om)?\s*\(|randombytes",
    "reads the environment": r"\b(secure_)?getenv\b|std::locale|setlocale",
    "waits": r"\bsleep_(for|until)\b|\busleep\b|\bnanosleep\b",
    "has threads": r"#include <(thread|mutex|shared_mutex|condition_variable|atomic|future)>|\bthread_local\b",
    "depends on hash order": r"\bunordered_(map|set|multimap|multiset)\b|\bstd::hash\b",
    "touches files or screens": r"#include <(fstream|iostream|filesystem|cstdio|unistd\.h)>",
    "uses the mathematics library": r"#include <(cmath|math\.h)>",
}
SYMBOLS = re.compile(
    r"^(time|gettimeofday|clock_gettime|clock|rand|srand|random|getrandom|getentropy|getenv|secure_getenv|localtime|localtime_r|"
    r"nanosleep|usleep|sleep|pthread_create|open|open64|fopen|fopen64|read|write|socket|"
    r"sin|cos|tan|atan2?|asin|acos|exp|log|pow|sqrt|hypot|l?l?round|"
    r"_ZNSt6chrono3_V21[0-9](system|steady)_clock3nowEv|_ZNSt13random_device.*|_ZNSt8ios_base4Init.*|randombytes.*)(@.*)?$"
)

# Each with its reason.
ALLOWED = {
    # A square root that is corrected to the exact integer, and rounding: the same under every library.
    "src/base/units.cpp": ("uses the mathematics library",),
    # A square root, which IEEE 754 gives to the last bit, and rounding.
    "src/statistics/statistics.cpp": ("uses the mathematics library",),
}
# By room: its files may have been compiled together.
ALLOWED_SYMBOLS = {(room, name) for room in ("base", "statistics") for name in ("sqrt", "llround")}
# LEMON's headers bring in streams, which are not used, and take a root for the size of a block to look at.
ALLOWED_SYMBOLS |= {("bounds", name) for name in ("_ZNSt8ios_base4InitC1Ev", "_ZNSt8ios_base4InitD1Ev", "sqrt")}

parser = argparse.ArgumentParser()
parser.add_argument("--libraries", type=Path, help="a build folder with libturnout_<room>.a")
arguments = parser.parse_args()

findings = []
for room in CORE:
    for path in files(".hpp", ".cpp", under=(f"src/{room}", f"include/turnout/{room}")):
        for number, line in enumerate(code(path).splitlines(), 1):
            for says, pattern in RULES.items():
                if re.search(pattern, line) and says not in ALLOWED.get(str(path), ()):
                    findings.append(f"{path}:{number}: {says}: {line.strip()}")

if arguments.libraries:
    for room in CORE:
        library = arguments.libraries / f"libturnout_{room}.a"
        if not library.exists():
            continue
        listing = subprocess.run(["nm", "-u", library], capture_output=True, text=True, check=True).stdout
        member = ""
        for line in listing.splitlines():
            if line.endswith(":"):
                member = line[:-1]
            elif line.strip().startswith("U ") and SYMBOLS.match(line.split()[-1]):
                if (room, line.split()[-1].split("@")[0]) not in ALLOWED_SYMBOLS:
                    findings.append(f"{library.name}({member}): asks for {line.split()[-1]}")

close(findings)
