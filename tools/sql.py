#!/usr/bin/env python3
# SPDX-License-Identifier: MulanPSL-2.0
"""sql - turns .sql files into C: numbered statements for both databases, and migrations with their table labels.

  sql.py statements [--prefix P] [--own] --out DIR a.sql b.sql ...   writes P.c (P: statements), P.h and a.sql.h, b.sql.h
  sql.py migrations [--prefix P] --out DIR 0001_x.sql ...            writes P.c and P.h (P: migrations)

A statement begins with its name and ends at the next one:

  -- name: case_by_id              index: primary key
  SELECT ... WHERE id = ?1 AND place >= ?2::bigint;
  -- name: case_search [postgres]  index: case_text

[sqlite] or [postgres] overrides the text for one database.  What follows the name is kept as the note
of the statement.  ?N becomes $N for PostgreSQL; a type behind it (?1::bigint) is left out for SQLite, so that
PostgreSQL's inference can be helped without a second text.  The note "only" lets a statement exist for one database.
`x IN LIST ?1` is true where x stands in a list of whole numbers bound as one argument (arg_list of store/db.h).

A migration is one script for both: INTEGER becomes BIGINT, BLOB becomes BYTEA, a TEXT column gets COLLATE "C" (so
that text sorts by bytes on both), STRICT and WITHOUT ROWID go.  Lines "-- [sqlite]", "-- [postgres]", "-- [both]"
open a section.  Each CREATE TABLE carries its label: CREATE TABLE case_row (  -- projection
"""
import argparse
import re
import sys
from pathlib import Path

NAME = re.compile(r'--\s*name:\s*([a-z][a-z0-9_]*)\s*(?:\[(\w+)\])?\s*(.*?)\s*$')
LIST = re.compile(r"\bIN\s+LIST\s+(\?\d+)")
IN_LIST = {'sqlite': r'IN (SELECT value FROM json_each(\1))',
           'postgres': r'= ANY (ARRAY(SELECT CAST(one AS bigint) FROM jsonb_array_elements_text(CAST(\1::text AS jsonb)) AS one))'}
TOKEN = re.compile(r"""('(?:[^']|'')*')|("(?:[^"]|"")*")|(--[^\n]*)|\?(\d+)(::[a-z0-9]+(?:\[\])?)?|(\?)|(\$\d+)""")
TABLE = re.compile(r'\bCREATE\s+(?:VIRTUAL\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)'
                   r'([^\n]*?--\s*(event|projection|state)\b)?', re.I)
DIALECTS = ('sqlite', 'postgres')


class Refusal(Exception):
    pass


def split(path):
    """Yields (line, name, tag, note, text) of each block."""
    block = None
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        head = NAME.match(line)
        if head:
            if block:
                yield block
            block = (number, head[1], head[2], head[3].strip(), '')
            if head[2] and head[2] not in DIALECTS:
                raise Refusal(f'{path}:{number}: [{head[2]}] is neither [sqlite] nor [postgres]')
        elif block:
            block = block[:4] + (block[4] + line + '\n',)
        elif line.strip() and not line.startswith('--'):
            raise Refusal(f'{path}:{number}: text before the first "-- name:"')
    if block:
        yield block


def translate(text, dialect, where, seen):
    """Drops comments, writes parameters as the dialect wants them, notes their numbers in seen."""
    def one(match):
        literal, quoted, comment, number, cast, bare, dollar = match.groups()
        if literal or quoted:
            return literal or quoted
        if comment:
            return ''
        if bare or dollar:
            raise Refusal(f'{where}: parameters are written ?1, ?2, ...')
        seen.add(int(number))
        return f'?{number}' if dialect == 'sqlite' else f'${number}{cast or ""}'
    text = LIST.sub(IN_LIST[dialect], text)
    lines = (line.rstrip() for line in TOKEN.sub(one, text).splitlines())
    return '\n'.join(line for line in lines if line).rstrip().rstrip(';').rstrip()


def prepare(text, dialect, where):
    seen = set()
    done = translate(text, dialect, where, seen)
    if not done:
        raise Refusal(f'{where}: no text')
    if seen and seen != set(range(1, max(seen) + 1)):
        raise Refusal(f'{where}: parameters must be ?1 to ?{max(seen)} without a gap, found {sorted(seen)}')
    return done, max(seen, default=0)


class Statement:
    def __init__(self, name, module):
        self.name, self.module, self.note, self.texts, self.where = name, module, '', {}, ''

    def add(self, tag, note, text, where):
        if (tag or 'both') in self.texts:
            raise Refusal(f'{where}: {self.name} stands there twice')
        self.texts[tag or 'both'] = (text, where)
        self.note, self.where = self.note or note, where

    def finish(self):
        counts = set()
        for dialect in DIALECTS:
            found = self.texts.get(dialect) or self.texts.get('both')
            if found is None and self.note.split()[:1] != ['only']:
                raise Refusal(f'{self.where}: {self.name} has no text for {dialect}')
            done, count = prepare(found[0], dialect, found[1]) if found else (None, None)
            setattr(self, dialect, done)
            counts |= {count} - {None}
        if len(counts) > 1:
            raise Refusal(f'{self.where}: the variants of {self.name} take different parameters')


def quoted(text):
    if text is None:
        return 'NULL'
    escaped = text.replace('\\', '\\\\').replace('"', '\\"')
    return '\n    '.join(f'"{line}"' for line in escaped.replace('\n', '\\n\n').split('\n'))


def read_statements(paths):
    found = {}
    for path in paths:
        for line, name, tag, note, text in split(path):
            statement = found.setdefault(name, Statement(name, path.name))
            if statement.module != path.name:
                raise Refusal(f'{path}:{line}: {name} stands in {statement.module} too')
            statement.add(tag, note, text, f'{path}:{line}')
    for statement in found.values():
        statement.finish()
    return list(found.values())


def guard(name):
    return re.sub(r'\W', '_', name).upper() + '_GENERATED'


def header(name, lines, include='store/db.h'):
    return '\n'.join([f'/* Generated by tools/sql.py - do not edit. */', f'#ifndef {guard(name)}', f'#define {guard(name)}',
                      '', f'#include "{include}"', ''] + lines + ['', '#endif', ''])


def write(path, text):
    if not path.exists() or path.read_text(encoding='utf-8') != text:
        path.write_text(text, encoding='utf-8')


def constant(statement):
    return 'SQL_' + statement.name.upper()


def make_statements(options):
    statements = read_statements(options.files)
    out, prefix = options.out, options.prefix or 'statements'
    for path in options.files:
        own = [s for s in statements if s.module == path.name]
        write(out / f'{path.name}.h', header(f'{prefix}_{path.name}', [f'extern const struct stmt {constant(s)};' for s in own]))
    write(out / f'{prefix}.h', header(prefix, ['/* All statements, by their number. */',
                                              f'extern const struct stmt *const {prefix}[];',
                                              f'extern const size_t {prefix}_count;']))
    body = ['/* Generated by tools/sql.py - do not edit. */', '#pragma GCC diagnostic ignored "-Woverlength-strings"',
            '#include "store/db.h"', '']
    for number, s in enumerate(statements):
        body += [f'extern const struct stmt {constant(s)};', f'const struct stmt {constant(s)} = {{',
                 f'  {-1 - number if options.own else number}, "{s.name}",',
                 f'    {quoted(s.sqlite)},', f'    {quoted(s.postgres)},', f'    {quoted(s.note)} }};']
    body += ['', f'extern const struct stmt *const {prefix}[];', f'extern const size_t {prefix}_count;',
             f'const struct stmt *const {prefix}[] = {{'] + [f'    &{constant(s)},' for s in statements]
    body += ['    NULL };', f'const size_t {prefix}_count = {len(statements)};', '']
    write(out / f'{prefix}.c', '\n'.join(body))
    variants = sum(1 for s in statements for tag in s.texts if tag != 'both')
    print(f'{len(statements)} statements, {variants} tagged variants')


def sections(path):
    """The script of each dialect."""
    scripts, target = dict.fromkeys(DIALECTS, ''), DIALECTS
    for line in path.read_text(encoding='utf-8').splitlines():
        mark = re.match(r'--\s*\[(sqlite|postgres|both)\]\s*$', line)
        if mark:
            target = DIALECTS if mark[1] == 'both' else (mark[1],)
            continue
        for dialect in target:
            scripts[dialect] += line + '\n'
    return scripts


def strip_comments(text):
    kept = re.sub(r"('(?:[^']|'')*')|--[^\n]*", lambda m: m[1] or '', text)
    return '\n'.join(line.rstrip() for line in kept.splitlines() if line.strip())


def to_postgres(text):
    for pattern, better in ((r'\)\s*(?:STRICT|WITHOUT\s+ROWID)(?:\s*,\s*(?:STRICT|WITHOUT\s+ROWID))?\s*;', ');'),
                            (r'([(,]\s*\w+\s+)TEXT\b', r'\1TEXT COLLATE "C"'),
                            (r'\bINTEGER\b', 'BIGINT'), (r'\bBLOB\b', 'BYTEA')):
        text = re.sub(pattern, better, text, flags=re.I)
    return text


def labels(path, scripts):
    found = {}
    for script in scripts.values():
        for table in TABLE.finditer(re.sub(r'^\s*--[^\n]*', '', script, flags=re.M)):
            if not table[3]:
                raise Refusal(f'{path}: table {table[1]} needs a label on its line: -- event, -- projection or -- state')
            found[table[1]] = table[3].lower()
    return found


def make_migrations(options):
    out, prefix = options.out, options.prefix or 'migrations'
    rows, tables = [], {}
    last = 0
    for path in sorted(options.files):
        number = re.match(r'(\d{4})_([a-z0-9_]+)\.sql$', path.name)
        if not number or int(number[1]) <= last:
            raise Refusal(f'{path}: expected NNNN_name.sql with a number above {last:04d}')
        last = int(number[1])
        scripts = sections(path)
        if re.search(r'\bAUTOINCREMENT\b', scripts['sqlite'], re.I):
            raise Refusal(f'{path}: ids are made by the program, not by AUTOINCREMENT')
        tables.update(labels(path, scripts))
        rows.append((last, number[2], strip_comments(scripts['sqlite']), to_postgres(strip_comments(scripts['postgres']))))
    write(out / f'{prefix}.h', header(prefix, [f'extern const struct migration {prefix}[];', f'extern const size_t {prefix}_count;',
          '', '/* Every table of the program with its label. */', f'extern const struct table_label {prefix}_tables[];',
          f'extern const size_t {prefix}_table_count;'], 'store/store.h'))
    body = ['/* Generated by tools/sql.py - do not edit. */', '#pragma GCC diagnostic ignored "-Woverlength-strings"',
            f'#include "{options.include}{prefix}.h"', '', f'const struct migration {prefix}[] = {{']
    body += [f'  {{ {n}, "{name}",\n    {quoted(lite)},\n    {quoted(post)} }},' for n, name, lite, post in rows]
    body += ['  { 0, NULL, NULL, NULL } };', f'const size_t {prefix}_count = {len(rows)};', '',
             f'const struct table_label {prefix}_tables[] = {{']
    body += [f'    {{ "{name}", TABLE_{label.upper()} }},' for name, label in sorted(tables.items())]
    body += ['    { NULL, TABLE_STATE } };', f'const size_t {prefix}_table_count = {len(tables)};', '']
    write(out / f'{prefix}.c', '\n'.join(body))
    print(f'{len(rows)} migrations, {len(tables)} tables')


def main():
    parser = argparse.ArgumentParser(description='.sql files to C')
    parser.add_argument('what', choices=['statements', 'migrations'])
    parser.add_argument('--prefix', help='name of the generated table and its files')
    parser.add_argument('--include', default='', help='folder in front of the generated header, such as domain/')
    parser.add_argument('--own', action='store_true', help="number from -1 down: the store's own statements")
    parser.add_argument('--out', type=Path, required=True)
    parser.add_argument('files', type=Path, nargs='+')
    options = parser.parse_args()
    try:
        (make_statements if options.what == 'statements' else make_migrations)(options)
    except (Refusal, OSError, UnicodeDecodeError) as problem:
        sys.exit(f'sql.py: {problem}')


if __name__ == '__main__':
    main()
