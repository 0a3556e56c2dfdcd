"""Copies of pictures, changed in ways that happen: which of them does `clean` find, and what does it take for a copy that is none?

Each (target, source, size, draw) draws half of the pictures (or 300 digits), adds copies of some of them, three of each change, and asks `clean`. The rows of a draw go to a
CSV: one for each change, and one, 'none', for pairs of different pictures. A draw that is there is not measured again. `duplicates.ipynb` reads the rows.

    python duplicates.py                         # the whole table
    python duplicates.py --cells digits/glyphs/28

Columns: `planted` copies, `found` by `clean` through the source, `pixels`: by `clean` without a source, `tenth`: by features alone with the limit at a tenth of the usual distance.
`seconds` are those of `clean`, the features included, and `seconds_before` those of the features alone. In the rows 'none' `planted` are the pictures of the draw, and the others are those of them that are named although they are no copies. Digits are compared with themselves at 8 x 8 pixels.
"""
import argparse, io, time, warnings
from pathlib import Path
from rows import Rows

KEYS,VALUES = ('target', 'source', 'size', 'draw'),('change', 'planted', 'found', 'pixels', 'tenth', 'seconds', 'seconds_before')
CELLS = ['photos/lite0/96', 'more_photos/lite0/96', 'photos/squeezenet/96', 'more_photos/squeezenet/96', 'digits/glyphs/28', 'other_digits/glyphs/28', 'photos/lite0/224', 'more_photos/lite0/224', 'more_photos/squeezenet/224']
HERE = Path(__file__).resolve()

def changes():
    from PIL import Image, ImageEnhance
    def jpeg(im, q):
        out = io.BytesIO(); im.convert('RGB').save(out, 'JPEG', quality=q)
        return Image.open(io.BytesIO(out.getvalue())).convert('RGB')
    scaled = lambda im, f: im.resize((max(1, round(im.width*f)), max(1, round(im.height*f))), Image.Resampling.LANCZOS)
    def cut(im, share, corner=False):
        w,h = im.width*(1-share),im.height*(1-share)
        return im.crop((round(w), round(h), im.width, im.height) if corner else (round(w/2), round(h/2), round(im.width - w/2), round(im.height - h/2)))
    return {
        'JPEG, quality 90': lambda im: jpeg(im, 90), 'JPEG, quality 75': lambda im: jpeg(im, 75), 'JPEG, quality 40': lambda im: jpeg(im, 40), 'JPEG, quality 20': lambda im: jpeg(im, 20),
        'half the size': lambda im: scaled(im, .5), 'a quarter of the size': lambda im: scaled(im, .25), 'twice the size': lambda im: scaled(im, 2), 'half the size, JPEG 50': lambda im: jpeg(scaled(im, .5), 50),
        'darker by a fifth': lambda im: ImageEnhance.Brightness(im).enhance(.8), 'brighter by a fifth': lambda im: ImageEnhance.Brightness(im).enhance(1.2), 'less contrast': lambda im: ImageEnhance.Contrast(im).enhance(.7),
        'gray': lambda im: im.convert('L'), 'cut by 5%': lambda im: cut(im, .95), 'cut by 10%': lambda im: cut(im, .9), 'cut by 20%': lambda im: cut(im, .8), 'a corner cut by 10%': lambda im: cut(im, .9, True),
        'mirrored': lambda im: im.transpose(Image.Transpose.FLIP_LEFT_RIGHT), 'turned by 3°': lambda im: im.rotate(3, Image.Resampling.BICUBIC, fillcolor='white' if im.mode == 'RGB' else int(im.getpixel((0, 0))))}

def pictures(target):
    "All pictures of a target, and how many of them a draw takes."
    from PIL import Image
    from tl_nb import testing
    from tl_nb.data.digits import digit_images
    from tl_nb.source.splits import split_rows
    from tl_nb.source.picture_files import read_image
    if 'digits' not in target:
        ims = [read_image(o) for o in getattr(testing, target)()[0]]
        return ims,max(60, len(ims)//2)
    images,labels = digit_images()
    part = split_rows(labels, 900/len(labels), seed=0)[target == 'other_digits']
    return [Image.fromarray(images[i]) for i in part],300

def sources(name, size):
    from tl_nb import testing
    from tl_nb.source.source import Source
    return Source.glyphs() if name == 'glyphs' else getattr(testing, name)(size)

def named(report):
    "The rows that are named as near duplicates or duplicates, each with all that it is named with."
    f = report.findings[report.findings.kind.isin(['near duplicate', 'duplicate'])]
    return {(int(r), int(o)) for r,o in zip(f.row, f.other)} | {(int(o), int(r)) for r,o in zip(f.row, f.other)}

def counted(pairs, of, n):
    "Which copies are paired with their original (or with what it is paired with), and which of the `n` originals with another original."
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components
    size = n + len(of)
    i,j = np.array(sorted(pairs) or [(0, 0)]).T
    group = connected_components(coo_matrix((np.ones(len(i)), (i, j)), (size, size)), directed=False)[1]
    first = np.unique(group[:n], return_counts=True)
    shared = set(first[0][first[1] > 1])
    return np.array([group[n+k] == group[o] for k,o in enumerate(of)]),sum(g in shared for g in group[:n])

def measured(target, source, size, draw):
    import numpy as np
    from tl_nb.data.duplicates import nearest
    from tl_nb.data.clean import clean
    from tl_nb.data.features import features
    ims,n = pictures(target)
    src,rng,made = sources(source, size),np.random.default_rng(draw),changes()
    if 'digits' in target: made.pop('gray')
    ims = [ims[i] for i in rng.permutation(len(ims))[:n]]
    of = rng.permutation(n)[:min(n, 3*len(made))]
    kinds = [list(made)[k % len(made)] for k in range(len(of))]
    items = ims + [made[c](ims[o]) for c,o in zip(kinds, of)]
    if 'digits' in target: items = [np.asarray(im.convert('L')) for im in items]
    t = time.perf_counter()
    X = np.asarray(features(src, items, progress=False))
    before = time.perf_counter() - t
    report = clean(items, source=src, seed=draw, progress=False)
    secs = time.perf_counter() - t
    at,d = nearest(X)
    near = d <= np.median(d[:, 1])/10
    pairs = [named(report), named(clean(items, seed=draw, progress=False)), {(i, at[i, j]) for i,j in zip(*np.nonzero(near))}]
    (f,fa),(p,pa),(o,oa) = (counted(q, of, n) for q in pairs)
    more = [round(secs, 2), round(before, 2)]
    return [[c, sum(k == c for k in kinds), *(int(v[[k == c for k in kinds]].sum()) for v in (f, p, o)), *more] for c in made if c in kinds] + [['none', n, fa, pa, oa, *more]]

def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('--cells', nargs='+', default=CELLS, help='target/source/size')
    a.add_argument('--draws', type=int, default=5)
    a.add_argument('--out', type=Path, default=HERE.with_suffix('.csv'))
    a = a.parse_args()
    warnings.filterwarnings('ignore')
    table = Rows(a.out, KEYS, VALUES)
    for job in table.missing([dict(zip(KEYS, (*cell.split('/'), draw))) for draw in range(a.draws) for cell in a.cells]):
        rows = measured(job['target'], job['source'], int(job['size']), job['draw'])
        table.add(*[job | dict(zip(VALUES, r)) for r in rows])
        print(f'{"/".join(map(str, job.values()))}: {sum(r[2] for r in rows[:-1])} of {sum(r[1] for r in rows[:-1])} copies, {rows[-1][2]} of {rows[-1][1]} others; {rows[-1][5]:.0f} s, {rows[-1][6]:.0f} s of it for the features alone', flush=True)

if __name__ == '__main__': main()
