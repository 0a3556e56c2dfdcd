"""What fusion adds to its members, and how much noise a choice should allow for: one standard error, or two?

Each (target, labels, draw) trains the candidates of `transfer`: the source as it is, a probe, and the tuned network (not one from scratch, which has no chance with so few images). On them
`fuse(source, probe, tuned)` and the choice of `transfer` are made by each rule. A rule is a number of standard errors, which becomes `tl_nb.tasks.metrics.ERRORS` for as long; 'mixed', the package's own,
allows one among settings of one thing, where a choice does little harm (the inputs of the probe's head, a member more in a fusion), and two where something takes the place of what is safe. All questions that were asked under one rule are answered under the others, too: where
no answer differs the row is the same, and where the head of the probe is another one it is solved again. The tuned network is trained once, by the rule whose turn it is. Each rule is a row of `fuse.csv`; a row that is there
is not measured again. `fuse.ipynb` reads the rows.

    python fuse.py                                 # the whole table
    python fuse.py --targets digits --labels 1 2 --list

Targets, 900 held-out images each:
    digits      handwritten digits; the source knows their names and much of the matter
    turned      the same after a quarter turn: it knows the names, and gets most of them wrong
    letters     ten Cyrillic letters, of which the source knows nothing: a probe and a tuned network are all there is to fuse
    faces       the same letters, learned in sans serif faces and judged in serif ones

Columns: accuracy and log loss on the held-out images of each member, of `fuse` (auto) and of what `transfer` has chosen; `how` it was fused, and what was `chosen`. `fuse` is given what the folds of
`transfer` have said of the training rows (`held=`), so that they are trained once.
"""
import argparse, os, sys, time, warnings
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from rows import Rows, part_of, time_words, turned, version

HERE = Path(__file__).resolve()
MODELS = ('source', 'probe', 'tuned', 'fuse', 'chosen')
TARGETS = ('digits', 'turned', 'letters', 'faces')
CALLED = {'source-only': 'source', 'linear probe': 'probe', 'fine-tuning': 'tuned'}
RULES = ('1', '2', 'mixed')
GENTLE = ('solved_head', 'verdict')  # modules that ask `near_best`, where 'mixed' allows for one standard error
table = lambda file: Rows(file, ('target', 'labels', 'draw', 'rule'), [f'{m}_{k}' for m in MODELS for k in ('accuracy', 'log_loss')] + ['how', 'chosen', 'seconds', 'version'])

def drawn(target, per_class, draw):
    "Training items and labels, held-out items and labels."
    import numpy as np
    from photos import letters
    from tl_nb.data.digits import digit_images, draw_rows
    from tl_nb.source.glyphs import glyph_fonts
    from tl_nb.source.splits import split_rows
    fonts = lambda *kinds: [f for f in glyph_fonts() if f.stem.startswith(kinds) and 'Display' not in f.stem]
    sans,serif = fonts('DejaVuSans'),fonts('DejaVuSerif', 'STIXGeneral')
    images,labels = digit_images() if target in ('digits', 'turned') else letters(sans + serif*(target == 'letters'), 12, 0)
    if target == 'turned': images = [np.rot90(o).copy() for o in images]
    some = lambda rows: ([images[i] for i in rows], [labels[i] for i in rows])
    if target == 'faces': return *some(draw_rows(labels, range(len(labels)), per_class, draw)),*letters(serif, 6, 1)
    pool,held = split_rows(labels, 900/len(labels), seed=0)
    return *some(draw_rows(labels, pool, per_class, draw)),*some(held)

def near(losses, errors):
    "`near_best` with a number of standard errors."
    import numpy as np
    from tl_nb.tasks.metrics import mean_error
    losses = np.asarray(losses, float)
    gaps = [mean_error(l - losses[losses.mean(1).argmin()]) for l in losses]
    return np.array([not m > errors*se + 1e-9 for m,se in gaps])

@contextmanager
def ruled(rule, answers):
    "Choices are made by `rule`; `answers` gets what each rule says to each question."
    from tl_nb.tasks import metrics
    was = metrics.ERRORS
    def behind(f):
        def ask(*args):
            got = {}
            for r in RULES:
                metrics.ERRORS = 2. if r == 'mixed' else float(r)
                got[r] = bool(f(*args))
            for r in RULES: answers[r].append(got[r])
            metrics.ERRORS = was
            return got[rule]
        return ask
    def among(losses):
        got = {r: near(losses, 1. if r == 'mixed' else float(r)) for r in RULES}
        for r in RULES: answers[r].append(got[r].tolist())
        return got[rule]
    ours = [m for m in list(sys.modules.values()) if getattr(m, '__name__', '').startswith('tl_nb.') and m is not metrics]
    names = [(m, k) for m in ours for k in ('behind', 'as_good') if getattr(m, k, None) is getattr(metrics, k)]
    gentle = [(m, 'near_best') for m in ours if m.__name__.rpartition('.')[2] in GENTLE and hasattr(m, 'near_best')]
    for m,k in names: setattr(m, k, behind(getattr(metrics, k)))
    for m,k in gentle: setattr(m, k, among)
    try: yield
    finally:
        for m,k in names + gentle: setattr(m, k, getattr(metrics, k))

def measured(source, dls, draw, contest):
    "Accuracy and log loss of everything, and the choices, from candidates that were trained."
    import tl_nb.transfer as front
    from tl_nb.all import fuse
    from tl_nb.tasks.metrics import row_losses
    contest = copy(contest)
    contest.candidates = {n: c for n,c in contest.candidates.items() if n in CALLED}  # `transfer` puts what it fuses beside them
    members = dict(contest.candidates)
    class Ran:
        def __init__(self, *args): pass
        def run(self, *args): return contest
    was,front.Contest = front.Contest,Ran
    try: res = front.transfer(source, dls, epochs=10, seed=draw, progress=False, candidates=list(CALLED))
    finally: front.Contest = was
    f = fuse({n: source if n == 'source-only' else c.learn for n,c in members.items()}, dls=dls, held={n: c.held for n,c in members.items()}, seed=draw, progress=False).fusion
    ps = {CALLED[n]: p for n,p in res.probs.items() if n in CALLED} | dict(chosen=res.probs[res.chosen])
    score = {m: ((p.argmax(1) == res.targets).mean(), row_losses(p, res.targets).mean()) for m,p in ps.items()} | dict(fuse=(f.table.accuracy['fused'], f.table.log_loss['fused']))
    return {f'{m}_{k}': round(float(score[m][i]), 6) if m in score else '' for m in MODELS for i,k in enumerate(('accuracy', 'log_loss'))} | dict(how=f.how, chosen=res.chosen)

def by_rules(source, target, labels, draw, rules):
    "A row for each rule."
    from tl_nb.selection.contest import Contest, Settings
    items,ys,held,truth = drawn(target, labels, draw)
    dls,done = source.dls(items, ys, valid=(held, truth), seed=draw),[]
    same = lambda answers, a, b, n=None: answers[a][:n] == answers[b][:n]
    for rule in rules:
        start,chosen = time.perf_counter(),{r: [] for r in RULES}
        old = next((o for o in done if same(o['heads'], o['rule'], rule, 1)), None)  # the first question is that of the probe
        if old: contest,heads = old['contest'],old['heads']
        else:
            heads = {r: [] for r in RULES}
            with ruled(rule, heads):
                if not done: contest = Contest(source, dls, Settings(epochs=10, seed=draw, progress=False)).run([*CALLED])
                else:
                    contest = copy(done[0]['contest'])
                    contest.candidates = dict(contest.candidates)
                    contest.probe()
        if old and same(old['chosen'], old['rule'], rule): row,chosen = old['row'],old['chosen']
        else:
            with ruled(rule, chosen): row = measured(source, dls, draw, contest)
        done.append(dict(rule=rule, heads=heads, chosen=chosen, contest=contest, row=row))
        yield dict(target=target, labels=labels, draw=draw, rule=rule, **row, seconds=round(time.perf_counter() - start, 2))

def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--targets', nargs='+', default=list(TARGETS), choices=TARGETS)
    p.add_argument('--labels', type=int, nargs='+', default=[1, 2, 3, 5, 10, 20, 50], help='labelled images a class')
    p.add_argument('--rules', nargs='+', default=list(RULES), choices=RULES, help='standard errors')
    p.add_argument('--draws', type=int, default=12)
    p.add_argument('--first-draw', type=int, default=1000)
    p.add_argument('--out', type=Path, default=HERE.with_suffix('.csv'))
    p.add_argument('--shard', default='1/1', help='i/n: the i-th of n parts of the draws')
    p.add_argument('--list', action='store_true', help='say what is missing and stop')
    a = p.parse_args()
    rows,draws = table(a.out),part_of(range(a.first_draw, a.first_draw + a.draws), a.shard)
    jobs = [(t, k, d, rows.missing([dict(target=t, labels=k, draw=d, rule=r) for r in turned(a.rules, d)])) for t in a.targets for d in draws for k in a.labels]
    jobs = [j for j in jobs if j[3]]
    print(f'{sum(len(j[3]) for j in jobs)} rows to measure in {len(jobs)} draws', flush=True)
    if a.list or not jobs: return
    os.environ['OMP_NUM_THREADS'] = '1'
    warnings.filterwarnings('ignore')
    import torch, tl_nb.all, tl_nb.transfer  # noqa: F401
    from tl_nb.source.source import Source
    torch.set_num_threads(1)
    source,ver = Source.glyphs(),version(HERE)
    for i,(t,k,d,js) in enumerate(jobs):
        for row in by_rules(source, t, k, d, [j['rule'] for j in js]):
            rows.add(row | dict(version=ver))
            print(f'[{i+1}/{len(jobs)}] {t}, {k} a class, draw {d}, rule {row["rule"]}: fuse {100*row["fuse_accuracy"]:.1f}% ({row["how"]}), chosen {100*row["chosen_accuracy"]:.1f}% ({row["chosen"]}); {time_words(row["seconds"])}', flush=True)

if __name__ == '__main__': main()
