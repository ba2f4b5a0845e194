#!/usr/bin/env python3
# SPDX-License-Identifier: MulanPSL-2.0
"""The table of constructs in doc/flow.md names a test in every row, and every test it names exists.  Prints TAP."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / 'tests/unit/flow'


def functions(name):
    path = TESTS / f'test_{name}.c'
    return set(re.findall(r'cmocka_unit_test\((\w+)\)', path.read_text())) if path.exists() else set()


def named(text):
    """Pairs of file and function: a file name holds for all functions behind it."""
    for name, list_ in re.findall(r'\b([a-z]+): ?\n?((?:`[a-z]\w+`(?:,\s*)?)+)', text):
        for function in re.findall(r'`(\w+)`', list_):
            if '_' in function:
                yield name, function


def main():
    text = (ROOT / 'doc/flow.md').read_text()
    table = re.search(r'^\| construct .*?\n\n', text, re.M | re.S).group(0).splitlines()[2:]
    wrong = [f'no test: {row}' for row in table if row.startswith('|') and not list(named(row.split('|')[-2]))]
    wrong += [f'{name}: {function} does not exist' for name, function in named(text) if function not in functions(name)]
    print('not ok' if wrong else 'ok', f'- every construct of doc/flow.md names a test that exists ({len(table)} rows)')
    for line in wrong:
        print(f'# {line}')
    return 1 if wrong else 0


sys.exit(main())
