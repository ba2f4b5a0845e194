#!/usr/bin/env python3
# SPDX-License-Identifier: MulanPSL-2.0
"""faults - breaks the store at every point that can be reached and checks that nothing acknowledged is lost.

  faults.py PROGRAM [--long] [--kills N]        PROGRAM: store_load

On SQLite, and on PostgreSQL when BUCHUCUN_TEST_PG is set: kill -9 under load; on SQLite EIO and ENOSPC at the
n-th call of each kind that writes, for the blobs too; on PostgreSQL a lost connection at the n-th receive, and the
server's session ended from outside.  --long takes every n and 100 kills.
"""
import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

THREADS, COUNT = 2, 12
RECORD = 16


class Broken(Exception):
    pass


class Place:
    """A database with its blobs, and all records of all runs on it."""

    def __init__(self, program, postgres):
        self.program, self.records, self.next_id = program, b'', 1
        self.folder = tempfile.mkdtemp(prefix='buchucun-faults.')
        self.name = os.path.basename(self.folder).replace('-', '_').replace('.', '_').lower()
        self.database = os.path.join(self.folder, 'test.db')
        if postgres:
            server(f'CREATE DATABASE {self.name} TEMPLATE template0 ENCODING \'UTF8\'')
            address = os.environ['BUCHUCUN_TEST_PG']
            self.database = f'postgresql:///{self.name}?' + address.split('?', 1)[1]
        self.postgres = postgres

    def remove(self):
        if self.postgres:
            server(f'DROP DATABASE {self.name} WITH (FORCE)')
        shutil.rmtree(self.folder)

    def arguments(self, what):
        return [self.program, what, self.database, os.path.join(self.folder, 'blobs')]

    def start(self, before=(), threads=THREADS, count=COUNT):
        """Starts a run; its records are read from the pipe returned."""
        reader, writer = os.pipe()
        command = [*before, *self.arguments('run'), str(threads), str(count), str(self.next_id)]
        self.next_id += 1_000_000
        wrapped = ['sh', '-c', f'exec "$@" 3>&{writer} {writer}>&-', 'sh', *command]
        self.said = tempfile.TemporaryFile()
        run = subprocess.Popen(wrapped, pass_fds=[writer], stderr=self.said, env=quiet_environment(), start_new_session=True)
        os.close(writer)
        return run, os.fdopen(reader, 'rb')

    def keep(self, run, pipe):
        """Waits for the end of a run and keeps its records."""
        records = pipe.read()
        pipe.close()
        run.wait()
        self.said.seek(0)
        said = self.said.read()
        self.said.close()
        self.records += records[:len(records) // RECORD * RECORD]
        if b'Sanitizer' in said or b'runtime error' in said:
            raise Broken(said.decode(errors='replace'))
        return len(records) // RECORD

    def check(self, after):
        done = subprocess.run(self.arguments('check'), input=self.records, capture_output=True, env=quiet_environment())
        if done.returncode != 0:
            raise Broken(f'after {after}: ' + done.stderr.decode(errors='replace'))
        return done.stdout.decode().strip()


def quiet_environment():
    # The leak checker cannot work in a traced process.
    return dict(os.environ, ASAN_OPTIONS='detect_leaks=0')


def server(sql):
    address = os.environ['BUCHUCUN_TEST_PG']
    return subprocess.run(['psql', '-qAtX', address, '-c', sql], check=True, capture_output=True, text=True).stdout


def kill_loop(program, postgres, kills):
    place, chance = Place(program, postgres), random.Random(20260302)
    for _ in range(kills):
        run, pipe = place.start(threads=8, count=1_000_000)
        pipe.peek(1)                    # the first answer is there
        time.sleep(chance.uniform(0, 0.1))
        os.killpg(run.pid, signal.SIGKILL)
        place.keep(run, pipe)
        said = place.check('kill -9')
    print(f'  {kills} kills: {said}')
    place.remove()


def trace(call, fault):
    return ['strace', '-f', '-qq', '-o', '/dev/null', '-e', f'trace={call}', '-e', f'inject={call}:{fault}']


def calls_of(program, postgres, call):
    """How often one thread of an undisturbed run makes the call (strace counts each thread by itself)."""
    place = Place(program, postgres)
    log = os.path.join(place.folder, 'log')
    run, pipe = place.start(['strace', '-ff', '-qq', '-o', log, '-e', f'trace={call}'])
    place.keep(run, pipe)
    counts = [sum(1 for line in open(os.path.join(place.folder, name), errors='replace') if line.startswith(call))
              for name in os.listdir(place.folder) if name.startswith('log.')]
    place.check('nothing')
    place.remove()
    return max(counts, default=0)


def points(last, wanted):
    """The first calls one by one, then further apart; all of them when that many are wanted."""
    if last <= wanted:
        return list(range(1, last + 1))
    near = wanted // 3
    return sorted({*range(1, near + 1), *(near + (last - near) * i // (wanted - near) for i in range(1, wanted - near + 1))})


def inject_loop(program, postgres, call, error, wanted, persistent=False):
    last = calls_of(program, postgres, call)
    chosen, answers = points(last, wanted), 0
    place = Place(program, postgres)
    for n in chosen:
        if not postgres:
            place.remove()
            place = Place(program, postgres)
        run, pipe = place.start(trace(call, f'error={error}:when={n}' + ('+' if persistent else '')))
        answers += place.keep(run, pipe)
        place.check(f'{error} at {call} number {n}' + (' and all later' if persistent else ''))
    place.remove()
    print(f'  {error} at {call}{" and all later" if persistent else ""}: {len(chosen)} of {last} points, {answers} answers')


def cut_loop(program, cuts):
    """Ends the sessions of a running program from outside; it must come back by itself."""
    place, chance = Place(program, True), random.Random(7)
    run, pipe = place.start(threads=8, count=max(400, cuts * 100))
    pipe.peek(1)
    for _ in range(cuts):
        time.sleep(chance.uniform(0.01, 0.06))
        server(f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{place.name}'")
    answers = place.keep(run, pipe)
    said = place.check('ended sessions')
    good = sum(1 for at in range(8, len(place.records), RECORD) if place.records[at] == 0)
    if good < answers // 2:
        raise Broken(f'only {good} of {answers} commands went well beside {cuts} ended sessions')
    print(f'  {cuts} times all sessions ended: {answers} answers, {said}')
    place.remove()


def slow_disk(program):
    """Each fdatasync takes a fifth of a second: no answer may come sooner, and commands that come meanwhile share the next."""
    place, delay = Place(program, False), 0.2
    for threads, count, least, most in ((1, 4, 4, None), (8, 4, 4, 16)):
        log = os.path.join(place.folder, 'log')
        before = ['strace', '-f', '-qq', '-o', log, '-e', 'trace=fdatasync', '-e', f'inject=fdatasync:delay_exit={int(delay * 1e6)}']
        run, pipe = place.start(before, threads=threads, count=count)
        started = time.monotonic()
        pipe.peek(1)
        begun = time.monotonic()        # after the first: the opening and one command
        answers = place.keep(run, pipe)
        took, syncs = time.monotonic() - begun, sum(1 for _ in open(log))
        if begun - started < delay or took < (least - 1) * delay:
            raise Broken(f'{answers} answers in {took:.2f} s: sooner than the disk')
        if most and syncs > most:
            raise Broken(f'{answers} commands of {threads} callers at once took {syncs} writes to the disk')
        place.check('a slow disk')
    place.remove()
    print(f'  a slow disk: no answer before it, {threads * count} commands at once in {syncs} writes')


def tracing_works():
    if not shutil.which('strace'):
        return False
    return subprocess.run(['strace', '-o', '/dev/null', 'true'], capture_output=True).returncode == 0


def sqlite(program, kills, wanted, tracing):
    print('SQLite')
    kill_loop(program, False, kills)
    if not tracing:
        print('  strace cannot be used here: no EIO and ENOSPC')
        return
    slow_disk(program)
    for call in ('pwrite64', 'fdatasync', 'fsync', 'write', 'ftruncate', 'renameat'):
        inject_loop(program, False, call, 'EIO', wanted)
    for call in ('pwrite64', 'write'):
        inject_loop(program, False, call, 'ENOSPC', wanted)
    inject_loop(program, False, 'pwrite64', 'ENOSPC', wanted // 2, persistent=True)
    inject_loop(program, False, 'fdatasync', 'EIO', wanted // 2, persistent=True)


def postgres(program, kills, wanted, tracing):
    print('PostgreSQL')
    kill_loop(program, True, kills)
    cut_loop(program, kills)
    if tracing:         # a send that fails alone is not tried: libpq waits for the reset to show on receive
        inject_loop(program, True, 'recvfrom', 'ECONNRESET', wanted)


def main():
    parser = argparse.ArgumentParser(description='breaks the store')
    parser.add_argument('program')
    parser.add_argument('--long', action='store_true')
    parser.add_argument('--kills', type=int)
    options = parser.parse_args()
    kills = options.kills or (100 if options.long else 6)
    wanted = 100_000 if options.long else 6
    program, tracing = os.path.abspath(options.program), tracing_works()
    try:
        sqlite(program, kills, wanted, tracing)
        if os.environ.get('BUCHUCUN_TEST_PG'):
            postgres(program, kills, wanted, tracing)
    except Broken as problem:
        sys.exit(f'BROKEN: {problem}')


if __name__ == '__main__':
    main()
