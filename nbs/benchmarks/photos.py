"""A few labelled pictures and a pretrained network: `transfer` against the rivals that one would write by hand.

Each (target, source, size, labels, draw, arm) is one process and one row of a CSV. A row that is there is not measured again, so the script may be
stopped and started at will, and several may fill one file (`--shard 1/4` to `--shard 4/4`). `photos.ipynb` reads the rows. To measure some anew, write them
into a file of their own (`--out`) and append its rows: the newest counts, and for seconds the newest that was not measured beside other work (`--busy`).

    python photos.py --draws 8                        # the whole of the default table
    python photos.py --sizes 96 --labels 1 3 --list   # what of it is missing, and about how long that takes

Arms:
    transfer    `transfer(source, dls, epochs=10)` as it comes: its answers on the held-out pictures
    logistic    the frozen network's features and a logistic regression with a cross-validated penalty
    knn         the same features and their nearest neighbours by cosine
    fine_tune   fastai: `vision_learner(...).fine_tune(10)` with `aug_transforms`, on pictures composited on white,
                without a look at the held-out ones after each epoch
A rival's variant is named after a colon, `logistic:standard` or `fine_tune:pad`; without one it is the variant that was best in the trials below.

Sources: three that have seen ImageNet (`tl_nb.testing`), the embedded network of printed glyphs, and two small ones of printed characters that `rendered.py` trains when they are asked for first.

The clock runs from after the imports (the same ones for all arms) to the answers on the held-out pictures: the network is made and the files are read
within it. Peak memory is that of the process; `base_mb` is what it held when the clock started.

Trials that chose the variants, on draws 100 to 103, which the table does not use (photographs; mean accuracy in percent, log loss):

    labels a class          1              3              5             10
    lite0, 96 pixels
      logistic:plain     60.3, 1.148    77.1, 0.754    78.4, 0.602    81.5, 0.526    features as they are
      logistic:standard  36.7, 6.265    70.7, 1.325    77.1, 0.612    81.2, 0.560    StandardScaler
      logistic:unit      67.1, 1.689    75.7, 0.681    79.1, 0.568    82.7, 0.519    rows of length one: the rival
      knn                66.6, 1.189    73.6, 0.895    76.3, 0.784    78.8, 0.618
    lite0, 224 pixels
      logistic:plain     65.0, 1.171    82.2, 0.536    87.3, 0.411    87.3, 0.370
      logistic:standard  37.8, 5.941    71.6, 1.566    82.5, 0.643    84.6, 0.434
      logistic:unit      71.2, 1.691    82.5, 0.538    87.7, 0.381    87.3, 0.336
      knn                69.8, 1.127    77.1, 0.913    81.3, 0.684    83.4, 0.568
    squeezenet, 96 pixels
      logistic:plain     50.3, 1.529    63.5, 1.007    65.1, 1.011    70.2, 0.873
      logistic:standard  33.1, 6.006    57.7, 1.525    59.1, 1.559    71.6, 0.853
      logistic:unit      52.8, 1.674    65.1, 0.944    65.5, 0.906    73.1, 0.827
      knn                55.2, 1.410    62.0, 1.100    64.4, 1.032    65.1, 0.927

One label a class leaves no folds. There C=1 suits features as they are; for rows of length one it answers hardly more than the class shares (above). So this rival takes
C=1000 there, about what folds choose from three labels on: 66.9, 1.130 for lite0 and 53.3, 1.242 for squeezenet at 96 pixels, as accurate, and a far better log loss.

    fine_tune at 96 pixels and 3 labels, draws 100 to 102: squish 55.2, 1.485; pad 51.1, 1.636; crop 50.0, 1.881
"""
import argparse, json, os, subprocess, sys, time
from pathlib import Path
from rows import Rows, part_of, time_words, turned, version

KEYS = ('target', 'source', 'size', 'labels', 'draw', 'arm')
VALUES = ('accuracy', 'log_loss', 'seconds', 'peak_mb', 'base_mb', 'n_train', 'n_held', 'chosen', 'version', 'notes')
BEST = dict(logistic='unit', fine_tune='squish')  # see the trials
HERE = Path(__file__).resolve()

# Everything down to `main` uses nothing but Python: a process that is started from a large one would count that one's memory as its own.

def all_jobs(a):
    "The rows that are asked for: whole draws after each other, in each of them the arms in an order that rotates."
    res = []
    for d in range(a.first_draw, a.first_draw + a.draws):
        for i,(s,k) in enumerate((s, k) for s in a.sizes for k in a.labels):
            res.append([dict(target=a.target, source=Path(a.source).name, size=s, labels=k, draw=d, arm=m) for m in turned(a.arms, d + i)])
    return [j for draw in part_of(res, a.shard) for j in draw]

OVERHEAD = 9  # seconds to start a process and import
def guess(job, rows):
    "About how many seconds `job` takes: as rows of the same arm did, of the nearest size and number of labels."
    arm = [r for r in rows if r['arm'] == job['arm'] and r['target'] == job['target'] and r['source'] == job['source']]
    if not arm: return OVERHEAD + {'transfer': 60, 'fine_tune': 40}.get(job['arm'].split(':')[0], 10)*(job['size']/96)**2
    far = lambda r: (abs(int(r['size'])-job['size']), abs(int(r['labels'])-job['labels']))
    near = [float(r['seconds'])*(job['size']/int(r['size']))**2 for r in arm if far(r) == min(map(far, arm))]
    return OVERHEAD + sum(near)/len(near)

def settings(threads):
    "The environment of a process that measures."
    return {**os.environ, **{f'{n}_NUM_THREADS': str(threads) for n in ('OMP', 'MKL', 'OPENBLAS')}, 'PYTHONWARNINGS': 'ignore', 'PYTHONHASHSEED': '0'}

def started(job, source, threads, timeout):
    "What a process of its own measures for `job`, or the reason why there is nothing."
    try: r = subprocess.run([sys.executable, str(HERE), '--one', json.dumps({**job, 'source': source, 'threads': threads})], env=settings(threads), capture_output=True, text=True, timeout=timeout)
    except subprocess.TimeoutExpired: return None,f'nothing after {time_words(timeout)}'
    line = next((l for l in r.stdout.splitlines() if l.startswith('{')), None)
    if r.returncode or line is None: return None,(r.stderr.strip().splitlines() or ['no reason given'])[-1]
    return json.loads(line),None

def forked(server, job, source, threads, timeout):
    "The same from a process that `serve` splits off for it."
    server.stdin.write(json.dumps({**job, 'source': source, 'threads': threads, 'timeout': timeout}) + '\n')
    server.stdin.flush()
    res = json.loads(next((l for l in iter(server.stdout.readline, '') if l.startswith('{')), '{"why": "the process has ended"}'))
    return (None, res['why']) if 'why' in res else (res, None)

def serve():
    "For each job in a line of the standard input: a process that has the imports behind it, and a line with what it measured."
    import signal
    imports()
    for line in sys.stdin:
        sys.stdout.flush()
        if pid := os.fork():
            if os.waitpid(pid, 0)[1]: print(json.dumps(dict(why='its process was ended: too slow, or out of memory')), flush=True)
            continue
        job = json.loads(line)
        signal.alarm(int(job.pop('timeout')))
        try: said = measured(**job)
        except Exception as e: said = dict(why=f'{type(e).__name__}: {e}'[:300])
        print(json.dumps(said), flush=True)
        os._exit(0)

def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--sizes', type=int, nargs='+', default=[96, 160, 224])
    p.add_argument('--labels', type=int, nargs='+', default=[1, 3, 5, 10], help='labelled pictures a class')
    p.add_argument('--draws', type=int, default=8)
    p.add_argument('--first-draw', type=int, default=0)
    p.add_argument('--target', default='photos', choices=['photos', 'more_photos', 'digits', 'printed'])
    p.add_argument('--source', default='lite0', help='lite0, lite1, squeezenet, glyphs, resnet and vit (see rendered.py), or a folder that Source.load takes (a network of a fixed size only at that size)')
    p.add_argument('--arms', nargs='+', default=['transfer', 'logistic', 'knn', 'fine_tune'])
    p.add_argument('--out', type=Path, default=HERE.with_suffix('.csv'))
    p.add_argument('--threads', type=int, default=1)
    p.add_argument('--shard', default='1/1', help='i/n: the i-th of n parts of the draws')
    p.add_argument('--timeout', type=float, default=7200, help='seconds after which one row is given up')
    p.add_argument('--list', action='store_true', help='say what is missing and stop')
    p.add_argument('--fork', action='store_true', help='import once and split a process off for each row: for a machine that is busy, and for short rows')
    p.add_argument('--busy', action='store_true', help='say in the notes that other work ran beside, so that the seconds are no measure')
    p.add_argument('--one', help=argparse.SUPPRESS)
    p.add_argument('--serve', action='store_true', help=argparse.SUPPRESS)
    a = p.parse_args()
    if a.serve: return serve()
    if a.one: return print(json.dumps(measured(**json.loads(a.one))))
    table = Rows(a.out, KEYS, VALUES)
    rows,jobs = table.read(),table.missing(all_jobs(a))
    left = lambda jobs: sum(guess(j, rows) for j in jobs)
    print(f'{len(rows)} rows in {a.out.name}; {len(jobs)} to measure, about {time_words(left(jobs))}')
    if a.list:
        for j in jobs: print(f'  {", ".join(str(j[k]) for k in KEYS)}: {time_words(guess(j, rows))}')
        return
    if not jobs: return
    _,why = started(dict(jobs[0], arm='fetch'), a.source, a.threads, 3600)  # downloads are not on the clock
    if why: sys.exit(why)
    ver,failed,begin = version(HERE),0,time.time()
    server = subprocess.Popen([sys.executable, str(HERE), '--serve'], env=settings(a.threads), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) if a.fork else None
    for i,j in enumerate(jobs):
        res,why = forked(server, j, a.source, a.threads, a.timeout) if server else started(j, a.source, a.threads, a.timeout)
        what = f'[{i+1}/{len(jobs)}] {j["target"]}, {j["source"]}, {j["size"]} px, {j["labels"]} a class, draw {j["draw"]}, {j["arm"]}'
        if why:
            failed += 1
            print(f'{what}: failed: {why}', flush=True)
            continue
        row = {**j, **res, 'version': ver}
        if a.busy: row['notes'] = ', '.join(filter(None, [row['notes'], 'busy']))
        table.add(row)
        rows.append({k: str(v) for k,v in row.items()})
        print(f'{what}: {100*row["accuracy"]:.1f}%, log loss {row["log_loss"]:.3f}, {row["seconds"]:.1f} s, {row["peak_mb"]:.0f} MB; {time_words(time.time()-begin)} gone, about {time_words(left(jobs[i+1:]))} left', flush=True)
    if failed: sys.exit(f'{failed} of {len(jobs)} rows failed; run again to try them again')

# What runs in a process of its own, from here on with torch.

def sources(name, size):
    "The network to transfer from."
    from tl_nb import testing
    from tl_nb.source.source import Source
    if name in ('lite0', 'lite1', 'squeezenet'): return getattr(testing, name)(size)
    if name == 'glyphs': return Source.glyphs()
    if name in ('resnet', 'vit'):
        import rendered
        return rendered.source(name)
    from dataclasses import replace
    src = Source.load(name)
    if not src.preprocess.ink: src.preprocess = replace(src.preprocess, size=size)
    return src

def letters(fonts, times, seed):
    "Each of ten Cyrillic letters in each font, `times` times, turned and slanted a little: images and labels."
    import numpy as np
    from PIL import Image
    from tl_nb.source.glyphs import render_glyph
    rng = np.random.default_rng(seed)
    def bent(im):
        w,h = im.size
        wide = Image.new('L', (2*w, 2*h))
        wide.paste(im, (w//2, h//2))
        return wide.rotate(rng.uniform(-15, 15), Image.BICUBIC).transform(wide.size, Image.AFFINE, (1, s := rng.uniform(-.25, .25), -s*h, 0, 1, 0), Image.BICUBIC)
    both = [(np.array(bent(render_glyph(c, f, 48))), c) for f in fonts for c in 'бджзилфшюя' for _ in range(times)]
    return [im for im,_ in both],[c for _,c in both]

def drawn(target, per_class, draw):
    "Training items and labels, held-out items and labels."
    import numpy as np
    from tl_nb import testing
    from tl_nb.data.digits import digit_images, draw_rows
    from tl_nb.source.glyphs import glyph_fonts
    from tl_nb.source.splits import split_rows
    if target == 'printed':  # sans serif faces to learn from, serif ones to be judged on
        fonts = lambda *kinds: [f for f in glyph_fonts() if f.stem.startswith(kinds) and 'Display' not in f.stem]
        items,labels = letters(fonts('DejaVuSans'), 4, 0)
        rows = draw_rows(labels, range(len(labels)), per_class, draw)
        return [items[i] for i in rows],[labels[i] for i in rows],*letters(fonts('DejaVuSerif', 'STIXGeneral'), 6, 1)
    if target == 'digits':
        items,labels = digit_images()
        pool,held = split_rows(labels, 900/len(labels), seed=0)
    else:
        items,labels = getattr(testing, target)()
        pool,held = range(len(labels)),None
    rows = draw_rows(labels, pool, per_class, draw)
    if held is None: held = np.setdiff1d(pool, rows)
    some = lambda rows: ([items[i] for i in rows], [labels[i] for i in rows])
    return *some(rows),*some(held)

def by_transfer(source, items, labels, held, truth, draw, variant):
    from tl_nb.all import transfer
    dls = source.dls(items, labels, valid=(held, truth), seed=draw)
    res = transfer(source, dls, epochs=10, seed=draw, progress=False)
    return res.probs[res.chosen],list(res.vocab),res.chosen

def features(source, items):
    "What the network hands to its head, one row an item, as one would write it for this network."
    import numpy as np, torch
    net = source.model.model.eval()
    def one(x):
        if hasattr(net, 'forward_head'): return net.forward_head(net.forward_features(x), pre_logits=True)
        if hasattr(net, 'classifier'): return net.features(x).mean((2, 3))
        return net[:-1](x)
    with torch.inference_mode():
        return np.concatenate([one(torch.from_numpy(source.preprocess.batch(items[i:i+32]))).numpy() for i in range(0, len(items), 32)]).astype(np.float64)

def folds(y, draw):
    from sklearn.model_selection import StratifiedKFold
    import numpy as np
    least = np.unique(y, return_counts=True)[1].min()
    return StratifiedKFold(min(5, least), shuffle=True, random_state=draw) if least > 1 else None

def by_logistic(source, items, labels, held, truth, draw, variant):
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import Normalizer, StandardScaler
    first = dict(plain=[], standard=[StandardScaler()], unit=[Normalizer()])[variant]
    c = 1000. if variant == 'unit' else 1.  # where there are no folds
    model,cv = make_pipeline(*first, LogisticRegression(C=c, max_iter=2000)),folds(labels, draw)
    if cv: model = GridSearchCV(model, {'logisticregression__C': np.logspace(-4, 4, 17)}, scoring='neg_log_loss', cv=cv)
    model.fit(features(source, items), labels)
    if cv: c = model.best_params_['logisticregression__C']
    return model.predict_proba(features(source, held)),list(model.classes_),f'C={c:.3g}'

def by_knn(source, items, labels, held, truth, draw, variant):
    import numpy as np
    from sklearn.metrics import log_loss
    from sklearn.neighbors import KNeighborsClassifier
    X,y = features(source, items),np.array(labels)
    def says(k, X, y, Z):  # votes by distance, and one vote more that is shared by all classes
        p = KNeighborsClassifier(k, weights='distance', metric='cosine').fit(X, y).predict_proba(Z)
        return (k*p + 1/p.shape[1])/(k + 1)
    cv,k = folds(y, draw),1
    if cv:
        parts = list(cv.split(X, y))
        ks = [k for k in (1, 3, 5, 9) if k <= min(len(t) for t,_ in parts)]
        k = min(ks, key=lambda k: np.mean([log_loss(y[v], says(k, X[t], y[t], X[v]), labels=np.unique(y)) for t,v in parts]))
    return says(k, X, y, features(source, held)),sorted(set(labels)),f'k={k}'

def by_fine_tune(source, items, labels, held, truth, draw, variant):
    from fastai.vision.all import (Callback, CancelValidException, CategoryBlock, DataBlock, IndexSplitter, IntToFloatTensor, Learner, Normalize, PILImage, PILImageBW, Resize, TransformBlock, aug_transforms, create_head,
        default_split, nn, np, set_seed, vision_learner)
    from fastai.vision.learner import apply_init
    from PIL import Image
    from tl_nb.source.images import find_ink
    from tl_nb.source.picture_files import read_image
    set_seed(draw, True)
    prep,net,gray = source.preprocess,source.model.model,source.preprocess.channels == 1
    both,answers = list(items) + list(held),list(labels) + list(truth)
    def picture(i):  # transparency on white; isolated glyphs are cut out, as the source wants them
        im = read_image(both[i], gray=gray)
        if prep.ink: im = Image.fromarray(find_ink(np.asarray(im)))
        return (PILImageBW if gray else PILImage).create(np.asarray(im))
    kw = dict(pad_mode='border') if variant == 'pad' else {}
    block = DataBlock((TransformBlock(type_tfms=picture, batch_tfms=IntToFloatTensor), CategoryBlock), get_y=lambda i: answers[i], splitter=IndexSplitter(range(len(items), len(both))),
        item_tfms=Resize(prep.size, method=variant, **kw), batch_tfms=[*aug_transforms(), Normalize.from_stats(prep.mean, prep.std, cuda=False)])
    dls = block.dataloaders(range(len(both)), bs=min(32, len(items)), num_workers=0)
    if hasattr(net, 'forward_head'):  # as with pretrained=True, but for the download
        more = {k: v for k,v in source.arch.get('kwargs', {}).items() if k not in ('num_classes', 'in_chans')}
        learn = vision_learner(dls, source.arch['name'], n_in=prep.channels, pretrained=False, normalize=False, **more)
        missing = learn.model[0].model.load_state_dict(net.state_dict(), strict=False)
        assert not missing.missing_keys, missing
    else:
        body = net.features if hasattr(net, 'classifier') else nn.Sequential(*list(net)[:-2])
        head = create_head(512 if hasattr(net, 'classifier') else net[-1].in_features, dls.c)
        apply_init(head, nn.init.kaiming_normal_)
        learn = Learner(dls, nn.Sequential(body, head), splitter=default_split)
    class NoValidation(Callback):
        "The held-out pictures are many here; to read them after each epoch would take most of the time."
        def before_validate(self): raise CancelValidException()
    with learn.no_bar(), learn.no_logging():
        learn.fine_tune(10, cbs=NoValidation())
        probs,_ = learn.get_preds()
    return probs.numpy(),list(dls.vocab),variant

def imports():
    "The same for all arms."
    import fastai.vision.all, numpy, psutil, sklearn.linear_model, sklearn.metrics, sklearn.model_selection, sklearn.neighbors, sklearn.pipeline, sklearn.preprocessing  # noqa: E401, F401
    import timm, tl_nb.all, tl_nb.testing, torch, torchvision  # noqa: E401, F401

def measured(target, source, size, labels, draw, arm, threads):
    "One row: imports first, then the clock."
    imports()
    import resource
    import numpy as np, psutil, torch
    torch.set_num_threads(threads)
    name,_,variant = arm.partition(':')
    items,ys,held,truth = drawn(target, labels, draw)
    if name == 'fetch': return dict(done=sources(source, size).name)
    base,t = psutil.Process().memory_info().rss/2**20,time.perf_counter()
    probs,vocab,chosen = globals()[f'by_{name}'](sources(source, size), items, ys, held, truth, draw, variant or BEST.get(name))
    secs = time.perf_counter() - t
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/(2**20 if sys.platform == 'darwin' else 2**10)
    probs,y = np.asarray(probs, np.float64),np.array([vocab.index(c) for c in truth])
    assert probs.shape == (len(held), len(vocab)) and np.isfinite(probs).all(), probs.shape
    loss = -np.log(np.clip(probs[np.arange(len(y)), y], 1e-7, 1)).mean()
    return dict(accuracy=round(float((probs.argmax(1) == y).mean()), 6), log_loss=round(float(loss), 6), seconds=round(secs, 3), peak_mb=round(peak, 1), base_mb=round(base, 1),
        n_train=len(items), n_held=len(held), chosen=chosen, notes='' if threads == 1 else f'{threads} threads')

if __name__ == '__main__': main()
