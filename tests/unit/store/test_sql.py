# SPDX-License-Identifier: MulanPSL-2.0
"""Promises of tools/sql.py: what it makes of .sql files, and what it refuses with file, line and reason."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOL = sys.argv.pop(1)


def run(what, files, *more):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, text in files.items():
            path = Path(folder, name)
            path.write_text(text, encoding='utf-8')
            paths.append(str(path))
        done = subprocess.run([sys.executable, TOOL, what, *more, '--out', folder, *paths], capture_output=True, text=True)
        made = {p.name: p.read_text(encoding='utf-8') for p in Path(folder).iterdir()}
        return done.returncode, done.stdout + done.stderr, made


class Statements(unittest.TestCase):
    def made(self, text):
        code, said, made = run('statements', {'a.sql': text})
        self.assertEqual(code, 0, said)
        return made['statements.c']

    def refused(self, files, reason):
        code, said, _ = run('statements', files)
        self.assertNotEqual(code, 0)
        self.assertIn(reason, said)

    def test_parameters_are_written_for_each_database(self):
        made = self.made('-- name: x\nSELECT a FROM t WHERE b = ?1 AND c > ?2::bigint;\n')
        self.assertIn('"SELECT a FROM t WHERE b = ?1 AND c > ?2"', made)
        self.assertIn('"SELECT a FROM t WHERE b = $1 AND c > $2::bigint"', made)

    def test_a_list_as_one_parameter_is_written_for_each_database(self):
        made = self.made('-- name: x\nSELECT a FROM t WHERE b IN LIST ?1 AND c = ?2;\n')
        self.assertIn('b IN (SELECT value FROM json_each(?1)) AND c = ?2', made)
        self.assertIn('b = ANY (ARRAY(SELECT CAST(one AS bigint) FROM jsonb_array_elements_text(CAST($1::text AS jsonb)) AS one))', made)

    def test_literals_and_comments_are_not_parameters(self):
        made = self.made("-- name: x\nSELECT '?9', \"?8\" -- ?7\n FROM t WHERE a = ?1;\n")
        self.assertIn("'?9', \\\"?8\\\"", made)
        self.assertNotIn('?7', made)

    def test_statements_are_numbered_in_order_over_all_files(self):
        code, said, made = run('statements', {'a.sql': '-- name: x\nSELECT 1;\n-- name: y\nSELECT 2;\n',
                                              'b.sql': '-- name: z [sqlite]\nSELECT 3;\n-- name: z [postgres]\nSELECT 4;\n'})
        self.assertEqual(code, 0, said)
        self.assertIn('3 statements, 2 tagged variants', said)
        self.assertIn('2, "z"', made['statements.c'])
        self.assertIn('extern const struct stmt SQL_Z;', made['b.sql.h'])
        self.assertNotIn('SQL_Z', made['a.sql.h'])

    def test_the_note_is_kept(self):
        self.assertIn('"index: case_by_place"', self.made('-- name: x   index: case_by_place\nSELECT 1;\n'))

    def test_what_is_wrong_is_refused_by_file_and_line(self):
        self.refused({'a.sql': '\n-- name: x\nSELECT ?1, ?3;\n'}, 'a.sql:2: parameters must be ?1 to ?3 without a gap')
        self.refused({'a.sql': '-- name: x\nSELECT ?;\n'}, 'a.sql:1: parameters are written ?1')
        self.refused({'a.sql': '-- name: x\nSELECT $1;\n'}, 'a.sql:1: parameters are written ?1')
        self.refused({'a.sql': '-- name: x\nSELECT 1;\n-- name: x\nSELECT 2;\n'}, 'a.sql:3: x stands there twice')
        self.refused({'a.sql': '-- name: x\nSELECT 1;\n', 'b.sql': '-- name: x\nSELECT 1;\n'}, 'x stands in a.sql too')
        self.refused({'a.sql': '-- name: x [oracle]\nSELECT 1;\n'}, '[oracle] is neither')
        self.refused({'a.sql': '-- name: x [sqlite]\nSELECT 1;\n'}, 'x has no text for postgres')
        self.refused({'a.sql': '-- name: x\n-- name: y\nSELECT 1;\n'}, 'a.sql:1: no text')
        self.refused({'a.sql': 'SELECT 1;\n'}, 'a.sql:1: text before the first')
        self.refused({'a.sql': '-- name: x [sqlite]\nSELECT ?1;\n-- name: x [postgres]\nSELECT 1;\n'},
                     'the variants of x take different parameters')


class Migrations(unittest.TestCase):
    def refused(self, files, reason):
        code, said, _ = run('migrations', files)
        self.assertNotEqual(code, 0)
        self.assertIn(reason, said)

    def test_types_are_written_for_each_database(self):
        code, said, made = run('migrations', {'0001_a.sql': 'CREATE TABLE t ( -- event\n id INTEGER PRIMARY KEY, name TEXT NOT NULL,\n'
                               "  body BLOB, CHECK (CAST(id AS TEXT) <> 'TEXT')) STRICT;\n"})
        self.assertEqual(code, 0, said)
        lite, post = made['migrations.c'].split('CREATE TABLE t')[1:]
        self.assertIn('STRICT', lite)
        self.assertIn('id INTEGER PRIMARY KEY, name TEXT NOT NULL', lite)
        self.assertNotIn('STRICT', post)
        self.assertIn('id BIGINT PRIMARY KEY, name TEXT COLLATE \\"C\\" NOT NULL', post)
        self.assertIn('body BYTEA', post)
        self.assertIn("CAST(id AS TEXT) <> 'TEXT'", post)
        self.assertIn('{ "t", TABLE_EVENT }', made['migrations.c'])

    def test_what_is_wrong_is_refused(self):
        self.refused({'0001_a.sql': 'CREATE TABLE t (id INTEGER);\n'}, 'table t needs a label')
        self.refused({'0001_a.sql': 'CREATE TABLE t ( -- event log\n id INTEGER);\nCREATE TABLE u (id INTEGER);\n'},
                     'table u needs a label')
        self.refused({'0000_a.sql': ''}, 'expected NNNN_name.sql with a number above 0000')
        self.refused({'first.sql': ''}, 'expected NNNN_name.sql')
        self.refused({'0001_a.sql': 'CREATE TABLE t ( -- event\n id INTEGER PRIMARY KEY AUTOINCREMENT);\n'}, 'AUTOINCREMENT')


unittest.main()
