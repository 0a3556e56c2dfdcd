"""Several labels and numbers: `transfer` beside what an expert writes in five lines on the same features.

Each (task, labels, draw) draws so many handwritten digits a class, gives `transfer` the embedded source and its defaults, and measures on 900 held-out images: what it chose, its candidates, the constant
answer, and the rival. The rival was named beforehand: on the features of the source, standardised, ridge regression for numbers and a logistic regression for each label, their strengths chosen by
cross-validation (scikit-learn's `RidgeCV` and `LogisticRegressionCV`). A row an arm; a row that is there is not measured again. `answers.ipynb` reads the rows.

    python answers.py                                 # the whole table
    python answers.py --tasks values --labels 5 --draws 2
    python answers.py --fused --draws 10              # what fusing adds to its members, on draws of its own, into answers_fused.csv

With `--fused` the candidates that can be fused are trained, the source as it is where it can answer, the probe and the tuned network, and fused as `transfer` does it. A row each, and two more: the fused
model (where nothing is worth a place beside the probe, that is the probe), and 'best member', in each metric that of the member that turns out the best on the held-out images.

Tasks:
    labels      even, prime, has a loop, above four, a multiple of three: any number of them is right
    values      the number that is written, and how far it leans: two numbers
"""
import argparse, time, warnings
from pathlib import Path
from rows import Rows, time_words, version

HERE = Path(__file__).resolve()
METRICS = dict(labels=('macro_f1', 'mAP', 'row_f1', 'log_loss'), values=('r2', 'rmse', 'mae', 'nmse'))
ARMS = ('constant', 'rival', 'linear probe', 'fine-tuning', 'fused', 'chosen')
TAGS = {'even': '02468', 'prime': '2357', 'has a loop': '0689', 'above four': '56789', 'a multiple of three': '0369'}
MEMBERS,LESS,FIRST = ('source-only', 'linear probe', 'fine-tuning'),('log_loss', 'rmse', 'mae', 'nmse'),100
table = lambda file: Rows(file, ('task', 'labels', 'draw', 'arm'), ('first', 'second', 'third', 'fourth', 'took', 'seconds', 'version'))

def lean(im):
    "How far a digit leans to the right: the covariance of column and row of its ink over the variance of the row."
    import numpy as np
    w = im/im.sum()
    y,x = np.mgrid[:im.shape[0], :im.shape[1]]
    dx,dy = x - (w*x).sum(),y - (w*y).sum()
    return float(-(w*dx*dy).sum()/(w*dy*dy).sum())

def drawn(task, per_class, draw):
    "Training items and labels, held-out items and labels."
    from tl_nb.data.digits import digit_images, draw_rows
    from tl_nb.source.splits import split_rows
    images,names = digit_images()
    says = [[t for t,ds in TAGS.items() if n in ds] for n in names] if task == 'labels' else [(float(n), lean(im)) for n,im in zip(names, images)]
    pool,held = split_rows(names, 900/len(names), seed=0)
    some = lambda rows: ([images[i] for i in rows], [says[i] for i in rows])
    return *some(draw_rows(names, pool, per_class, draw)),*some(held)

def rival(task, X, T, held):
    "What the five lines say of the held-out rows."
    import numpy as np
    from sklearn.linear_model import LogisticRegressionCV, RidgeCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    if task == 'values': return make_pipeline(StandardScaler(), RidgeCV(alphas=np.logspace(-3, 5, 17))).fit(X, T).predict(held)
    fit = lambda t: make_pipeline(StandardScaler(), LogisticRegressionCV(Cs=np.logspace(-5, 2, 8), cv=5, scoring='neg_log_loss', max_iter=2000)).fit(X, t)
    return np.stack([fit(t).predict_proba(held)[:,1] for t in T.T], 1)

def measured(source, task, labels, draw):
    "The rows of one draw."
    import numpy as np
    from tl_nb.all import features, transfer
    from tl_nb.source.loaders import targets
    items,says,held,answers = drawn(task, labels, draw)
    dls = source.dls(items, says, valid=(held, answers), task=task, progress=False)
    t = time.perf_counter()
    result = transfer(source, dls, seed=draw, progress=False)
    seconds,kind,y = time.perf_counter() - t,dls.task,targets(dls, 'valid')
    t = time.perf_counter()
    X,H = (np.asarray(features(source, o, cache=False, progress=False)) for o in (items, held))
    p = rival(task, X, targets(dls), H)
    took = dict(rival=time.perf_counter() - t, chosen=seconds)
    figures = {**{a: [result.table[m][a] for m in METRICS[task]] for a in ARMS if a in result.table.index}, 'rival': [kind.evaluate(p, y, n_boot=0).value[m] for m in METRICS[task]]}
    cell = lambda v: '' if v != v else f'{v:.5f}'
    return [dict(task=task, labels=labels, draw=draw, arm=a, **dict(zip(('first', 'second', 'third', 'fourth'), map(cell, figures[a]))), took=result.chosen if a == 'chosen' else '',
                 seconds=f'{took[a]:.2f}' if a in took else '') for a in ARMS]

def contested(source, task, labels, draw):
    "A `Contest` of one draw, whose candidates are trained and asked."
    from tl_nb.selection.contest import Settings
    from tl_nb.transfer import compete
    items,says,held,answers = drawn(task, labels, draw)
    dls = source.dls(items, says, valid=(held, answers), task=task, progress=False)
    return compete(source, dls, MEMBERS, settings=Settings(seed=draw, progress=False))

def fused(source, task, labels, draw):
    "The rows of one draw: each member, their fusion, and in each metric the best member after the fact."
    from tl_nb.source.loaders import targets
    from tl_nb.transfer import fuse_worthy
    t = time.perf_counter()
    contest = contested(source, task, labels, draw)
    choice,y = fuse_worthy(contest),targets(contest.dls, 'valid')
    said = {n: c.probs for n,c in contest.candidates.items() if c.learn is not None}
    said.setdefault('fused', said['linear probe'])
    figures = {n: [contest.task.evaluate(p, y, n_boot=0).value[m] for m in METRICS[task]] for n,p in said.items()}
    figures['best member'] = [(min if m in LESS else max)(v) for m,v in zip(METRICS[task], zip(*[f for n,f in figures.items() if n != 'fused']))]
    took = choice.how if choice else 'the probe'
    return [dict(task=task, labels=labels, draw=draw, arm=a, **dict(zip(('first', 'second', 'third', 'fourth'), (f'{v:.5f}' for v in f))), took=took if a == 'fused' else '',
                 seconds=f'{time.perf_counter() - t:.2f}' if a == 'fused' else '') for a,f in figures.items()]

def main():
    p = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    p.add_argument('--tasks', nargs='+', default=[*METRICS], choices=[*METRICS])
    p.add_argument('--labels', nargs='+', type=int, default=[5, 10, 20, 50], help='training images a digit')
    p.add_argument('--draws', type=int, default=8)
    p.add_argument('--fused', action='store_true', help='what fusing adds to its members')
    p.add_argument('--first-draw', type=int, help=f'0, with --fused {FIRST}')
    p.add_argument('--out')
    args = p.parse_args()
    rows,start = table(args.out or HERE.with_name('answers_fused.csv' if args.fused else 'answers.csv')),time.time()
    first = args.first_draw if args.first_draw is not None else FIRST*args.fused
    jobs = [dict(task=t, labels=n, draw=first + d) for d in range(args.draws) for n in args.labels for t in args.tasks]
    left = [j for j in jobs if rows.missing([{**j, 'arm': 'fused' if args.fused else 'chosen'}])]
    print(f'{len(jobs) - len(left)} of {len(jobs)} draws are there')
    if not left: return
    import torch
    from tl_nb.all import Source
    torch.set_num_threads(1)
    warnings.filterwarnings('ignore')
    source,at = Source.glyphs(),version(HERE)
    for k,j in enumerate(left):
        rows.add(*[{**r, 'version': at} for r in (fused if args.fused else measured)(source, **j)])
        print(f'{j["task"]}, {j["labels"]} labels, draw {j["draw"]}: {time_words((time.time() - start)/(k+1)*(len(left)-k-1))} left', flush=True)

if __name__ == '__main__': main()
