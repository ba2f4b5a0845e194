#!/usr/bin/env python3
# SPDX-License-Identifier: MulanPSL-2.0
"""check_floors - refuses an include, a library or a word on a floor where it has no business.

The table of arrows is section 2 of doc/architecture.md.  Prints TAP, one line a promise, and under a
broken one each place as file:line.  Usage: tools/check_floors.py [folder of the project]
"""
import re
import sys
from fnmatch import fnmatch
from pathlib import Path

SEES = {
    'base': '', 'store': 'base', 'http': 'base', 'text': 'base', 'feel': 'base', 'secure': 'base',
    'flow': 'feel base', 'doc': 'secure text base', 'pack': 'flow feel text base',
    'domain': 'store pack flow doc feel text secure base', 'web': 'domain http text base',
    'app': 'web domain pack flow doc store http text feel secure base',
}

# Which .c may include the headers of a library: one file a duty.  A header of ours never may.
LIBRARIES = {
    'talloc.h': ['base/arena.c', 'base/buf.c'],
    'jansson.h': ['base/json.c'],
    'libxml/*': ['base/xml.c', 'base/xml_walk.c'],
    'archive*.h': ['doc/unzip.c'],
    'yaml.h': ['base/yaml.c', 'pack/yaml.c'],
    'microhttpd.h': ['http/*.c'],
    'sqlite3.h': ['store/*.c'],
    'libpq-fe.h': ['store/*.c'],
    'openssl/*': ['secure/*.c', 'pack/version.c'],
    'argon2.h': ['secure/*.c'],
    'bid_*': ['feel/*.c'],
    'pcre2.h': ['feel/*.c', 'text/*.c'],
    'qrencode.h': ['doc/*.c', 'text/*.c', 'web/*.c'],
    'jpeglib.h': ['*/*.c'],
    'png.h': ['*/*.c'],
}

# What may not be said on the upper floors: pattern, what it is, searched in code or in its texts.
WORDS = [
    (re.compile(r'\b(?:malloc|calloc|realloc|free)\s*\('), 'memory by hand (use the arena)', 'code'),
    (re.compile(r'\bgoto\b'), 'goto', 'code'),
    (re.compile(r'</?[a-z][a-z0-9]*(?:\s|>|/|$)', re.I), 'HTML (belongs into a template)', 'texts'),
    (re.compile(r'^\s*(?:select\s.+\sfrom|insert\s+into|update\s.+\sset|delete\s+from|create\s+table)\b', re.I),
     'SQL (belongs into a .sql file)', 'texts'),
]

INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]')
TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"')


def without_comments(text):
    """The text with comments blanked, lines kept, strings untouched."""
    piece = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|/\*.*?\*/|//[^\n]*', re.S)
    return piece.sub(lambda m: m[0] if m[0][0] in '"\'' else re.sub(r'[^\n]', ' ', m[0]), text)


def includes(text):
    for number, line in enumerate(text.split('\n'), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found[1], found[2]


def inside_functions(text):
    """(line number, line) of every line inside a function body: from '{' to '}' in the first column."""
    inside = False
    for number, line in enumerate(text.split('\n'), 1):
        if line.startswith('{'):
            inside = True
        elif line.startswith('}'):
            inside = False
        elif inside:
            yield number, line


def check_arrow(place, floor, number, header, out):
    target = header.split('/')[0] if '/' in header else floor
    if target in SEES and target != floor and target not in SEES[floor].split():
        out.append(f'{place}:{number}: {floor} may not see {target} ("{header}")')
    if '/' not in header and not place.startswith('tests/'):
        out.append(f'{place}:{number}: "{header}" is to be written from src/')


def check_library(place, number, header, out):
    for pattern, files in LIBRARIES.items():
        if fnmatch(header, pattern):
            inner = place.removeprefix('src/')
            if place.endswith('.h'):
                out.append(f'{place}:{number}: <{header}> shows a library in a header of ours')
            elif not any(fnmatch(inner, f) for f in files):
                out.append(f'{place}:{number}: <{header}> is for {", ".join(files)}')


def check_source(root, out):
    for path in sorted((root / 'src').rglob('*.[ch]')):
        place = str(path.relative_to(root))
        floor = path.relative_to(root / 'src').parts[0]
        text = without_comments(path.read_text(encoding='utf-8'))
        if floor not in SEES:
            out['arrows'].append(f'{place}:1: {floor} is no floor')
            continue
        for number, mark, header in includes(text):
            if mark == '"':
                check_arrow(place, floor, number, header, out['arrows'])
            else:
                check_library(place, number, header, out['libraries'])
        for number, line in inside_functions(text):
            if re.match(r'\s*#\s*(?:if|ifdef|ifndef|elif|else)\b', line):
                out['ifdef'].append(f'{place}:{number}: a switch of the compiler inside a function')
        if floor in ('domain', 'web') and place.endswith('.c'):
            check_words(place, text, out['words'])


def check_words(place, text, out):
    for number, line in enumerate(text.split('\n'), 1):
        texts = [t[1:-1] for t in TEXT.findall(line)] if not INCLUDE.match(line) else []
        code = TEXT.sub('""', line)
        for pattern, what, where in WORDS:
            if any(pattern.search(t) for t in (texts if where == 'texts' else [code])):
                out.append(f'{place}:{number}: {what}')


def check_unit_tests(root, out):
    for path in sorted(p for p in (root / 'tests/unit').glob('*/*') if p.is_file()):
        floor, place = path.parent.name, str(path.relative_to(root))
        if floor not in SEES:
            continue
        text = path.read_text(encoding='utf-8')
        if path.suffix in ('.c', '.h'):
            for number, mark, header in includes(without_comments(text)):
                if mark == '"':
                    check_arrow(place, floor, number, header, out)
        elif path.name == 'meson.build':
            for number, line in enumerate(text.split('\n'), 1):
                for list_ in re.findall(r'dependencies:\s*\[([^\]]*)\]', line):
                    for name in re.findall(r'\w+', list_):
                        if name in SEES and name != floor and name not in SEES[floor].split():
                            out.append(f'{place}:{number}: a test of {floor} may not link {name}')


PROMISES = {
    'arrows': 'every include points to a floor that may be seen',
    'libraries': 'every library is seen by its own files alone',
    'links': 'every unit test sees only what its floor may see',
    'words': 'domain and web hold no memory calls, no goto, no HTML, no SQL',
    'ifdef': 'no function is cut by a switch of the compiler',
}


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else '.')
    out = {key: [] for key in PROMISES}
    check_source(root, out)
    check_unit_tests(root, out['links'])
    for key, promise in PROMISES.items():
        print(f'{"not ok" if out[key] else "ok"} - {promise}')
        for line in out[key]:
            print('#  ', line)
    return 1 if any(out.values()) else 0


if __name__ == '__main__':
    sys.exit(main())
