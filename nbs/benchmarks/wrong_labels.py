"""Labels that were exchanged on purpose: how many of those that `label_errors` calls wrong are, by how well its probe knows the task?

Each (source, a class, share, draw) draws so many rows of each class, gives a share of all rows another label, and asks. A row of the CSV holds the counts and the `agreement` by which
`label_doubt` decides; what is there is not measured again. `duplicates.ipynb` reads the rows. Sources: lite0 and squeezenet on photographs (96 pixels), the embedded network on digits, the bare pixels of both
(thumbnails and 8 x 8), and both networks without training.

    python wrong_labels.py
"""
import argparse, warnings
from pathlib import Path
from rows import Rows

KEYS,VALUES = ('source', 'per_class', 'share', 'draw'),('rows', 'classes', 'agreement', 'accuracy', 'called', 'right', 'planted', 'label')
HERE = Path(__file__).resolve()

def seen():
    "Features and labels by source."
    import numpy as np, torch, timm
    from tl_nb import testing
    from tl_nb.data.digits import digit_images
    from tl_nb.source.images import thumbnail
    from tl_nb.data.features import features
    from tl_nb.source.glyphs import GlyphNet
    from tl_nb.source.splits import split_rows
    from tl_nb.source.source import Source
    images,digits = digit_images()
    pool = split_rows(digits, 900/len(digits), seed=0)[1]
    images,digits = [images[i] for i in pool],[digits[i] for i in pool]
    photos,names = testing.photos()
    torch.manual_seed(0)
    lite0,glyphs = testing.lite0(96),Source.glyphs()
    raw = {'glyphs, untrained': Source.module(GlyphNet(), glyphs.preprocess), 'lite0, untrained': Source.module(timm.create_model('tf_efficientnet_lite0'), lite0.preprocess)}
    X = {'lite0': (lite0, photos), 'squeezenet': (testing.squeezenet(96), photos), 'lite0, untrained': (raw['lite0, untrained'], photos), 'glyphs': (glyphs, images), 'glyphs, untrained': (raw['glyphs, untrained'], images)}
    X = {n: np.asarray(features(s, items, progress=False)) for n,(s,items) in X.items()}
    X['photographs, thumbnails'] = np.stack([thumbnail(lite0.preprocess(o)).ravel() for o in photos])
    X['digits, pixels'] = np.stack([np.asarray(o).ravel() for o in images]).astype(np.float32)
    return {n: (x, np.array(names if len(x) == len(photos) else digits)) for n,x in X.items()}

def measured(X, names, per_class, share, draw):
    import numpy as np
    from tl_nb.data.label_errors import label_errors
    rng,(vocab,y) = np.random.default_rng(draw),np.unique(names, return_inverse=True)
    rows = np.concatenate([rng.permutation(np.flatnonzero(y == c))[:per_class] for c in range(len(vocab))])
    truth,n = y[rows],len(rows)
    bad = np.isin(np.arange(n), rng.choice(n, round(share*n), replace=False))
    ys = np.where(bad, (truth + rng.integers(1, len(vocab), n)) % len(vocab), truth)
    e = label_errors(X[rows], ys, seed=draw)
    w,judged = e.wrong.to_numpy(),e.margin.notna()
    hit = w & bad
    return [n, len(vocab), round(e.attrs['agreement'], 4), round(float((e.margin > 0)[judged].mean()), 4), int(w.sum()), int(hit.sum()), int(bad.sum()), int((e.likely.to_numpy()[hit].astype(int) == truth[hit]).sum())]

def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('--draws', type=int, default=5)
    a.add_argument('--out', type=Path, default=HERE.with_suffix('.csv'))
    a = a.parse_args()
    warnings.filterwarnings('ignore')
    table = Rows(a.out, KEYS, VALUES)
    for source,(X,names) in seen().items():
        for per_class in (2, 3, 5, 10, 20, 80):
            if per_class == 80 and len(X) < 500: continue
            for job in table.missing([dict(zip(KEYS, (source, per_class, share, draw))) for share in (0., .05, .1, .2) for draw in range(a.draws)]):
                try: row = measured(X, names, per_class, job['share'], job['draw'])
                except Exception as e: print(f'{source}, {per_class} a class, {job["share"]:.0%}, draw {job["draw"]}: {e}'); continue
                table.add(job | dict(zip(VALUES, row)))
            print(f'{source}, {per_class} a class', flush=True)

if __name__ == '__main__': main()
