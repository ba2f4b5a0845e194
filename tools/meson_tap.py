#!/usr/bin/env python3
# SPDX-License-Identifier: MulanPSL-2.0
"""meson_tap - prints what the last `meson test` of a build folder found, as TAP: one line a test function.

A program that ended badly without saying which of its tests failed counts as one failure.
Usage: tools/meson_tap.py BUILD_FOLDER
"""
import json
import re
import sys
from pathlib import Path

LINE = re.compile(r'^(ok|not ok)\b(.*)$')


def lines_of(entry):
    found = []
    for line in (entry.get('stdout') or '').split('\n'):
        match = LINE.match(line)
        if match:
            words = re.sub(r'^\s*\d*\s*(?:- )?', '', match[2]).strip()
            found.append((match[1], words))
    return found


def tail(text, count):
    return [f'#   {line}' for line in (text or '').strip().split('\n')[-count:]]


def report(entry):
    name = entry['name'].split(' / ')[-1]
    good = entry['result'] in ('OK', 'EXPECTEDFAIL')
    found = lines_of(entry)
    for mark, words in found:
        if words.startswith('# SKIP'):                  # cmocka says "not ok # SKIP name"
            print(f'ok - {name}: {words[6:].strip().replace("_", " ")} # SKIP')
        else:
            print(f'{mark} - {name}: {words.replace("_", " ")}')
    if entry['result'] == 'SKIP':
        print(f'ok - {name} # SKIP')
    elif good and not found:
        print(f'ok - {name}')
    elif not good and not any(mark == 'not ok' and not words.startswith('# SKIP') for mark, words in found):
        print(f'not ok - {name}: ended with {entry["result"]} ({entry.get("returncode")})')
    if not good:
        print('\n'.join(tail(entry.get('stdout'), 25) + tail(entry.get('stderr'), 40)))
    return good


def main():
    folder = Path(sys.argv[1])
    text = (folder / 'meson-logs' / 'testlog.json').read_text(encoding='utf-8', errors='replace')
    entries = [json.loads(line) for line in text.split('\n') if line.strip()]
    good = [report(entry) for entry in entries]
    return 0 if all(good) else 1


if __name__ == '__main__':
    sys.exit(main())
