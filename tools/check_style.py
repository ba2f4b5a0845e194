#!/usr/bin/env python3
# SPDX-License-Identifier: MulanPSL-2.0
"""check_style - what can be seen of the house rules without understanding the code: licence lines and sizes.

Prints TAP, one line a promise, and under a broken one each place as file:line.
Usage: tools/check_style.py [folder of the project]
"""
import re
import sys
from pathlib import Path

FUNCTION_LINES = 60
FILE_LINES = 600
NESTING = 3
LICENSED = {'.c', '.h', '.py', '.sh', '.mjs', '.js', '.css'}
SCRIPTS = ['run', 'test', '.ci/run']
FOLDERS = ['src', 'tests', 'tools', 'bench', 'deploy']
LICENCE = 'SPDX-License-Identifier: MulanPSL-2.0'
LEFTOVER = re.compile(r'\b(?:TODO|FIXME|HACK|XXX)\b(?!-)')


def files(root):
    found = [root / s for s in SCRIPTS if (root / s).exists()]
    for folder in FOLDERS:
        found += [p for p in (root / folder).rglob('*') if p.is_file() and p.suffix in LICENSED]
    return sorted(p for p in found if not {'node_modules', '__pycache__'} & set(p.parts) and not p.name.startswith('.'))


def is_table(text):
    """A file that is mostly rows of data between braces is a table, not a text to be read."""
    lines = [line.strip() for line in text.split('\n') if line.strip()]
    rows = [line for line in lines if re.match(r'[{"0-9\-]|\[', line) and line.endswith((',', '}'))]
    return len(rows) * 2 > len(lines)


def functions(text):
    """(first line, lines, deepest nesting) of each function: its '{' and '}' stand in the first column."""
    start, previous = None, ''
    for number, line in enumerate(text.split('\n'), 1):
        if line.startswith('{') and previous.rstrip().endswith(')'):
            start, deepest = number, 0
        elif line.startswith('}') and start:
            yield start - 1, number - start - 1, deepest
            start = None
        elif start and re.match(r'\s*(?:if|for|while|switch|do|else|\}\s*else)\b', line):
            deepest = max(deepest, (len(line) - len(line.lstrip())) // 4)
        previous = line if line.strip() else previous


def look(path, root, out):
    place = str(path.relative_to(root))
    text = path.read_text(encoding='utf-8')
    lines = text.split('\n')
    if not any(LICENCE in line for line in lines[:3]):
        out['licence'].append(f'{place}:1: no licence line')
    if path.name not in ('check_style.py',):
        for number, line in enumerate(lines, 1):
            if LEFTOVER.search(line):
                out['leftover'].append(f'{place}:{number}: {line.strip()[:80]}')
    if len(lines) - 1 > FILE_LINES and not is_table(text):
        out['file'].append(f'{place}:1: {len(lines) - 1} lines')
    if path.suffix not in ('.c', '.h'):
        return
    for start, length, deepest in functions(text):
        if length > FUNCTION_LINES and not is_table('\n'.join(lines[start:start + length])):
            out['function'].append(f'{place}:{start}: {length} lines')
        if deepest > NESTING:
            out['nesting'].append(f'{place}:{start}: {deepest} deep')


PROMISES = {
    'licence': 'every file of ours names its licence',
    'leftover': 'nothing is left for later in the code',
    'function': f'no function is longer than {FUNCTION_LINES} lines',
    'nesting': f'no function nests deeper than {NESTING}',
    'file': f'no file is longer than {FILE_LINES} lines',
}


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else '.').resolve()
    out = {key: [] for key in PROMISES}
    for path in files(root):
        look(path, root, out)
    for key, promise in PROMISES.items():
        print(f'{"not ok" if out[key] else "ok"} - {promise}')
        for line in out[key]:
            print('#  ', line)
    return 1 if any(out.values()) else 0


if __name__ == '__main__':
    sys.exit(main())
