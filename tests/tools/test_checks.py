#!/usr/bin/env python3
# SPDX-License-Identifier: MulanPSL-2.0
"""The checks of floors and style are shown one breach each, so that a silent check is noticed.  Prints TAP."""
import subprocess
import sys
import tempfile
from pathlib import Path

HEAD = '/* SPDX-License-Identifier: MulanPSL-2.0 */\n'
LONG = ''.join(f'    x += {i};\n' for i in range(61))

# check, file, its text, what the check must say
BREACHES = [
    ('floors', 'src/store/a.c', '#include "domain/case.h"\n', 'src/store/a.c:2: store may not see domain'),
    ('floors', 'src/web/a.c', '#include "store/db.h"\n', 'src/web/a.c:2: web may not see store'),
    ('floors', 'src/domain/a.c', '#include "case.h"\n', 'is to be written from src/'),
    ('floors', 'src/domain/a.c', '#include <sqlite3.h>\n', '<sqlite3.h> is for'),
    ('floors', 'src/store/a.h', '#include <sqlite3.h>\n', 'shows a library in a header'),
    ('floors', 'src/domain/a.c', 'int f(void)\n{\n    goto end;\n}\n', 'goto'),
    ('floors', 'src/domain/a.c', 'int f(void)\n{\n    free(p);\n}\n', 'memory by hand'),
    ('floors', 'src/web/a.c', 'const char *s = "<div class=x>";\n', 'HTML'),
    ('floors', 'src/domain/a.c', 'const char *s = "select a from b";\n', 'SQL'),
    ('floors', 'src/base/a.c', 'int f(void)\n{\n#ifdef A\n    x();\n#endif\n}\n', 'switch of the compiler'),
    ('floors', 'tests/unit/feel/test_a.c', '#include "store/db.h"\n', 'feel may not see store'),
    ('floors', 'tests/unit/feel/meson.build', 'test(x, dependencies: [feel, store])\n', 'may not link store'),
    ('style', 'src/base/a.c', f'int f(int x)\n{{\n{LONG}}}\n', 'src/base/a.c:2: 61 lines'),
    ('style', 'src/base/a.c', 'int a;\n' * 601, '602 lines'),
    ('style', 'src/base/a.c', 'int f(void)\n{\n                if (x)\n                    y();\n}\n', '4 deep'),
    ('style', 'src/base/a.c', '/* TO' 'DO: later */\n', 'a.c:2: /* TO' 'DO'),
]

# What must pass: a comment is no code, a table is no function, a word is no tag.
ALLOWED = [
    ('floors', 'src/domain/a.c', '/* goto "<div>" free(p) #include "web/x.h" */\n#include "store/db.h"\n'),
    ('floors', 'src/web/a.c', 'const char *s = "a < b";\n#include <stdlib.h>\n'),
    ('floors', 'src/app/a.c', '#include "web/page.h"\n#include "base/err.h"\n'),
    ('style', 'src/base/a.c', 'static const int t[] = {\n' + '    1, 2, 3,\n' * 700 + '};\n'),
    ('style', 'src/base/a.c', 'int f(void)\n{\n' + '    x();\n' * 60 + '}\n'),
]


def said(check, path, text):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / path
        file.parent.mkdir(parents=True)
        file.write_text(text if file.suffix == '.build' else HEAD + text)
        done = subprocess.run([sys.executable, f'tools/check_{check}.py', folder], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr


def main():
    failed = 0
    for check, path, text, words in BREACHES:
        code, output = said(check, path, text)
        good = code == 1 and words in output
        failed += not good
        print(f'{"ok" if good else "not ok"} - {check} refuses: {words}')
        if not good:
            print(''.join(f'#   {line}\n' for line in output.split('\n')), end='')
    for check, path, text in ALLOWED:
        code, output = said(check, path, text)
        failed += code != 0
        print(f'{"not ok" if code else "ok"} - {check} allows {text.strip().split(chr(10))[0]!r} in {path}')
        if code:
            print(''.join(f'#   {line}\n' for line in output.split('\n')), end='')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
