"""The rows that a benchmark measures: a CSV that is written line by line, that several processes may fill, and that goes on where it was stopped.

    table = Rows('fuse.csv', ('labels', 'draw'), ('accuracy', 'log_loss'))
    for job in table.missing(jobs): table.add({**job, 'accuracy': .9, 'log_loss': .3})

It uses nothing but Python: a process that is started from a large one would count that one's memory as its own.
"""
import csv, io, os, subprocess
from pathlib import Path

class Rows:
    "The rows of `file`, told apart by the fields `keys`."
    def __init__(self, file, keys, values): self.file,self.keys,self.fields = Path(file),tuple(keys),(*keys, *values)
    def key(self, row): return tuple(str(row[k]) for k in self.keys)

    def read(self):
        "All rows, each a dictionary of text; a line that was cut off is no row."
        if not self.file.exists(): return []
        lines = self.file.read_bytes().split(b'\n')[:-1]  # what follows the last line end was cut off
        rows = [next(csv.reader([l.decode('utf-8', 'replace')]), []) for l in lines]
        return [dict(zip(self.fields, r)) for r in rows if len(r) == len(self.fields) and tuple(r) != self.fields]

    def missing(self, jobs):
        "Those of some dictionaries with the keys that have no row yet."
        there = {self.key(r) for r in self.read()}
        return [j for j in jobs if self.key(j) not in there]

    def add(self, *rows):
        "Append rows, in one write, and see them on the disk."
        self._start()
        text = io.StringIO()
        csv.writer(text, lineterminator='\n').writerows([r[k] for k in self.fields] for r in rows)
        fd = os.open(self.file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            n = os.fstat(fd).st_size
            torn = n and os.pread(fd, 1, n-1) != b'\n'
            os.write(fd, (b'\n' if torn else b'') + text.getvalue().encode())
            os.fsync(fd)
        finally: os.close(fd)

    def _start(self):
        "Give a new file its header; one process does."
        try: fd = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except FileExistsError: return
        with os.fdopen(fd, 'w', encoding='utf-8') as f: f.write(','.join(self.fields) + '\n')

def part_of(draws, shard):
    "The `i`-th of `n` parts of some draws, for a shard such as '2/4'."
    i,n = map(int, shard.split('/'))
    return draws[i-1::n]

def turned(names, k):
    "The names in an order that begins with the `k`-th: what is measured side by side takes turns in being first."
    k %= len(names)
    return [*names[k:], *names[:k]]

def time_words(s): return f'{s:.0f} s' if s < 100 else f'{s/60:.0f} min' if s < 6000 else f'{s/3600:.1f} h'

def version(script):
    "The commit, and whether the package or this script differ from it; that rows were added is no change."
    here = Path(script).resolve()
    git = lambda *args: subprocess.run(['git', *args], cwd=here.parents[2], capture_output=True, text=True)
    r = git('describe', '--always', '--tags')
    if r.returncode: return 'unknown'
    return r.stdout.strip() + ('-dirty' if git('diff', '--quiet', 'HEAD', '--', 'tl_nb', str(here)).returncode else '')
