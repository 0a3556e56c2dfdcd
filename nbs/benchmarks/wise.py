"""How far should WiSE-FT go back from the tuned model towards the source: to the lowest log loss on held-out rows, or no further than one or two standard errors ask for?

Each (labels, draw) tunes a model on handwritten digits, and one in each of five folds. From the one curve of `wise_ft` each rule takes its alpha, and the mixture is judged on 900 other images: a row of `wise.csv`. The rules:
0 takes the lowest log loss, 1 and 2 the alpha nearest to the tuned model that is no more than so many standard errors worse, 'tuned' is the tuned model itself. A row that is there is not measured again. `fuse.ipynb` reads the rows.

    python wise.py
"""
import argparse, os, warnings
from pathlib import Path
from rows import Rows, version

HERE = Path(__file__).resolve()
RULES = ('0', '1', '2', 'tuned')
table = lambda file: Rows(file, ('labels', 'draw', 'rule'), ('alpha', 'accuracy', 'log_loss', 'version'))

def measured(source, labels, draw):
    "A dictionary for each rule."
    import torch
    from fuse import drawn
    from tl_nb.all import full, rows_dls, train_folds, transfer_learner, wise
    from tl_nb.axis.activations import read_batches
    from tl_nb.fusion.mixtures import interpolated
    from tl_nb.tasks.metrics import row_losses
    from tl_nb.training.callbacks import quiet
    items,ys,held,truth = drawn('digits', labels, draw)
    dls = source.dls(items, ys, valid=(held, truth), seed=draw)
    def trained(dls):
        learn = transfer_learner(dls, source, seed=draw)
        with quiet(learn, metrics=False): return learn.fit_plan(full(10, seed=draw))
    tuned = trained(dls)
    parts = [rows_dls(dls, tr, h) for tr,h in train_folds(ys, 5, draw)]
    c,start = wise_ft(tuned, source, [(trained(d), d.valid) for d in parts], progress=False).curve,source.graft(dls.vocab).model
    took = {r: 1. if r == 'tuned' else max(a for a in c.index if c.behind[a] <= int(r)*c.behind_se[a] + 1e-9) for r in RULES}
    def score(alpha):
        model = interpolated(start, tuned.model, alpha).eval()
        with torch.no_grad(): both = [(model(*xs).softmax(1), y[0]) for xs,y,_ in read_batches(dls.valid, 1)]
        p,y = (torch.cat(o).numpy() for o in zip(*both))
        return dict(alpha=round(float(alpha), 2), accuracy=round(float((p.argmax(1) == y).mean()), 6), log_loss=round(float(row_losses(p.astype(float), y).mean()), 6))
    done = {a: score(a) for a in {*took.values()}}
    return {r: done[a] for r,a in took.items()}

def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--labels', type=int, nargs='+', default=[2, 3, 5])
    p.add_argument('--draws', type=int, default=12)
    p.add_argument('--first-draw', type=int, default=1000)
    p.add_argument('--out', type=Path, default=HERE.with_suffix('.csv'))
    a = p.parse_args()
    os.environ['OMP_NUM_THREADS'] = '1'
    warnings.filterwarnings('ignore')
    import torch
    from tl_nb.source.source import Source
    torch.set_num_threads(1)
    rows,source,ver = table(a.out),Source.glyphs(),version(HERE)
    for draw in range(a.first_draw, a.first_draw + a.draws):
        for k in a.labels:
            jobs = rows.missing([dict(labels=k, draw=draw, rule=r) for r in RULES])
            if not jobs: continue
            got = measured(source, k, draw)
            rows.add(*[j | got[j['rule']] | dict(version=ver) for j in jobs])
            print(f'{k} a class, draw {draw}: ' + ', '.join(f'{r}: alpha {o["alpha"]:g}, {100*o["accuracy"]:.1f}%' for r,o in got.items()), flush=True)

if __name__ == '__main__': main()
