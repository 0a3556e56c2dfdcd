"""Two small networks, trained within minutes on printed characters, to transfer from: a narrow ResNet-18 and a small vision transformer of timm.

Both read gray pictures as the embedded source does (the ink is found, cropped and centred) and tell the same 62 characters. Eighteen of matplotlib's fonts are trained on, turned, slanted, thickened, thinned and coarsened; four
whole fonts are held out. Many characters are one drawing once their size is taken away (`O`, `o` and `0`, `l`, `I` and `1`, `S` and `s`): accuracy is given over the 62 classes, and with those told as one.

    python rendered.py resnet vit     # train what is not there yet, and say how good it is

The weights are kept in the folder of fetched packages (`TL_NB_PACKAGES`, or the user's cache), as `rendered-resnet` and `rendered-vit`, beside `about.json` with the accuracy and the seconds. All is drawn by seed, on one thread; another
processor or version of torch gives other bytes, and a network of nearly the same worth.
"""
import json, sys, time
from functools import lru_cache

from tl_nb.source.glyphs import GLYPHS, glyph_fonts, render_glyph
from tl_nb.source.images import ImagePrep

HELD = ('DejaVuSans-Oblique', 'DejaVuSerif', 'STIXGeneralItalic', 'cmss10')  # whole fonts, held out
ALIKE = {c: c.lower() for c in 'CKOPSUVWXYZ'} | {'0': 'o', '1': 'l', 'I': 'l', 'i': 'l', 'j': 'J'}
NETS = dict(
    resnet = dict(name='resnet18', size=32, kwargs=dict(in_chans=1, num_classes=62, channels=[32, 64, 128, 256]), batch=128, steps=1000, rate=4e-3),
    vit = dict(name='vit_tiny_patch16_224', size=36, kwargs=dict(in_chans=1, num_classes=62, img_size=36, patch_size=6, embed_dim=96, depth=4, num_heads=4), batch=64, steps=2500, rate=1.5e-3))

def prep(kind): return ImagePrep(NETS[kind]['size'], channels=1, mean=.25, std=.35, ink=True)

printed = lru_cache(None)(lambda char, font: render_glyph(char, font, 40))

def drawn(char, font, rng, plain=False):
    "A character as a gray array: turned, slanted, stretched, with strokes thicker or thinner, on a grid of 10 to 48 pixels; `plain` is as printed."
    import numpy as np
    from PIL import Image, ImageFilter
    im = printed(char, font)
    if plain: return np.array(im)
    w,h = im.size
    side = 2*max(w, h)
    wide = Image.new('L', (side, side))
    wide.paste(im, ((side-w)//2, (side-h)//2))
    turn,slant,stretch = rng.uniform(-.3, .3),rng.uniform(-.4, .3),np.exp(rng.uniform(-.3, .3))
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    m = turned @ np.array([[stretch, slant], [0, 1/stretch]])
    at = side/2 - m @ [side/2, side/2]
    wide = wide.transform(wide.size, Image.AFFINE, (*m[0], at[0], *m[1], at[1]), Image.BICUBIC)
    pen,ink = rng.integers(5),np.asarray(wide).sum(dtype=float)
    filtered = wide.filter([ImageFilter.MinFilter(3), ImageFilter.MinFilter(3), ImageFilter.MaxFilter(3), ImageFilter.MaxFilter(3), ImageFilter.MaxFilter(5)][pen])
    if np.asarray(filtered).sum(dtype=float) > .5*ink: wide = filtered  # thin strokes would fall apart
    cut = wide.crop(wide.getbbox())
    k = rng.choice([8, 10, 12, 16, 24, 48])/max(cut.size)
    cut = cut.resize([max(2, round(k*s)) for s in cut.size], Image.BOX)
    x = np.asarray(cut, np.float32)
    x = x*(255/max(1, x.max()))*rng.uniform(.9, 1.5) + rng.normal(0, rng.uniform(0, 20), x.shape)
    return np.pad(x.clip(0, 255).astype(np.uint8), 1)

def pictures(kind, n, seed, held=False, plain=False):
    "`n` characters of random fonts, as the network reads them, and their classes."
    import numpy as np
    rng = np.random.default_rng(seed)
    fonts = [f for f in glyph_fonts() if (f.stem in HELD) == held]
    y = rng.integers(62, size=n)
    return prep(kind).batch([drawn(GLYPHS[c], fonts[rng.integers(len(fonts))], rng, plain) for c in y]),y

def network(kind):
    import timm
    return timm.create_model(NETS[kind]['name'], **NETS[kind]['kwargs'])

def train(kind, pool=20_000):
    "The network after its steps on `pool` pictures, which shift and blur anew each time; nothing is chosen by the fonts held out."
    import numpy as np, torch
    from torch.nn import functional as F
    torch.manual_seed(0)
    X,y = (torch.from_numpy(a) for a in pictures(kind, pool, 0))
    net,batch,steps,rate = network(kind),*(NETS[kind][k] for k in ('batch', 'steps', 'rate'))
    like = torch.channels_last if kind == 'resnet' else torch.contiguous_format
    net = net.to(memory_format=like).train()
    opt = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=.05)
    cycle = torch.optim.lr_scheduler.OneCycleLR(opt, rate, total_steps=steps, pct_start=.2)
    g = torch.Generator().manual_seed(1)
    for step in range(steps):
        i = torch.randint(pool, (batch,), generator=g)
        x = torch.roll(X[i], torch.randint(-1, 2, (2,), generator=g).tolist(), (2, 3))
        x = x + .1*torch.randn(x.shape, generator=g)*torch.rand(batch, 1, 1, 1, generator=g)
        loss = F.cross_entropy(net(x.contiguous(memory_format=like)), y[i])
        opt.zero_grad(); loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.)
        opt.step(); cycle.step()
        if step % 100 == 99: print(f'{kind}, step {step+1} of {steps}: loss {loss.item():.3f}', file=sys.stderr, flush=True)
    return net.eval()

def accuracy(net, kind):
    "On the fonts held out, bent as in training and as printed: over 62 classes, and with look-alikes as one."
    import numpy as np, torch
    one = np.array([sorted({ALIKE.get(c, c) for c in GLYPHS}).index(ALIKE.get(c, c)) for c in GLYPHS])
    res = {}
    for name,plain in (('bent', False), ('printed', True)):
        X,y = pictures(kind, 3000, 7, held=True, plain=plain)
        with torch.inference_mode(): said = torch.cat([net(x) for x in torch.from_numpy(X).split(100)]).argmax(1).numpy()
        res |= {f'{name}, 62 classes': round(float((said == y).mean()), 4), f'{name}, look-alikes as one': round(float((one[said] == one[y]).mean()), 4)}
    return res

def folder(kind):
    "Where the weights of `kind` stand; trained now where they do not."
    import torch
    from safetensors.torch import save_file
    from tl_nb.testing import packages_folder
    out = packages_folder()/f'rendered-{kind}'
    if (out/'about.json').exists(): return out
    torch.set_num_threads(1)
    start = time.process_time()
    net = train(kind)
    secs = time.process_time() - start
    out.mkdir(parents=True, exist_ok=True)
    save_file({k: v.contiguous() for k,v in net.state_dict().items()}, str(out/'model.safetensors'))
    about = dict(network=NETS[kind], seconds=round(secs), parameters=sum(p.numel() for p in net.parameters()), held_fonts=HELD, held_out=accuracy(net, kind))
    (out/'about.json').write_text(json.dumps(about, indent=1))
    return out

def source(kind):
    "The `Source` 'resnet' or 'vit'."
    from tl_nb.source.source import Source
    n = NETS[kind]
    return Source.timm(n['name'], weights=folder(kind)/'model.safetensors', classes=GLYPHS, preprocess=prep(kind), **n['kwargs'])

if __name__ == '__main__':
    for k in sys.argv[1:] or NETS: print(k, (folder(k)/'about.json').read_text())
