"Everything public, as `fastai.vision.all` does it: `from tl_nb.all import *`, before or after fastai's own."
import functools as _functools
import sys as _sys
import warnings

from fastcore.foundation import splitter as _splitter
from fastcore.xml import Source as _tag

with warnings.catch_warnings():
    warnings.simplefilter('ignore', FutureWarning)  # torch's, about its own parts
    from fastai.vision.all import *

    from tl_nb.errors import *
    from tl_nb.groups import *
    from tl_nb.folders import FolderItems, folder_items
    from tl_nb.preprocess import *
    from tl_nb.loaders import *
    from tl_nb.source import *
    from tl_nb.store import *
    from tl_nb.activations import seeded
    from tl_nb.cache import *
    from tl_nb.data import *
    from tl_nb.metrics import *
    from tl_nb.features import *
    from tl_nb.probe import *
    from tl_nb.reduce import *
    from tl_nb.solved_head import SolvedHead, solve_head
    from tl_nb.label_errors import *
    from tl_nb.clean import *
    from tl_nb.curve import *
    from tl_nb.shift import *
    from tl_nb.structure import *
    from tl_nb.analyze import *
    from tl_nb.scores import *
    from tl_nb.rank import *
    from tl_nb.penalties import *
    from tl_nb.adapters import *
    from tl_nb.plan import *
    from tl_nb.plans import *
    from tl_nb.audit import *
    from tl_nb.callbacks import KeepBN, adapt_batchnorm, gentle_rate, relative_gradient_norms
    from tl_nb.fit import *
    from tl_nb.costs import *
    from tl_nb.recommend import *
    from tl_nb.race import *
    from tl_nb.candidates import *
    from tl_nb.folds import *
    from tl_nb.blend import *
    from tl_nb.choose import *
    from tl_nb.fused import *
    from tl_nb.average import *
    from tl_nb.distill import *
    from tl_nb.held import *
    from tl_nb.fusion import *
    from tl_nb.fuse import *
    from tl_nb.intervals import *
    from tl_nb.validate import *
    from tl_nb.compare import *
    from tl_nb.tune import *
    from tl_nb.predictor import Answer, Predictor
    from tl_nb.deploy import *
    from tl_nb.hub import from_hub, push_to_hub
    from tl_nb.serve import serve, serving
    from tl_nb.transfer import *
    from tl_nb.source_picker import SourcePicker
    from tl_nb.data_panel import DataPanel
    from tl_nb.plan_editor import PlanEditor
    from tl_nb.train_monitor import TrainMonitor
    from tl_nb.fuse_mixer import FuseMixer
    from tl_nb.predict_panel import PredictPanel
    from tl_nb.export_panel import ExportPanel
    from tl_nb.controls import TransferPanel

from tl_nb.reduce import reduce as _map

def reduce(*args, **kwargs):
    "`tl_nb.reduce.reduce` of features to a map; of a function, what Python's `functools.reduce` does, which fastai exports under this name."
    return (_functools.reduce if args and callable(args[0]) else _map)(*args, **kwargs)

splitter = _splitter  # fastcore's; that of groups is `tl_nb.groups.splitter`

def _stay(**names):
    "Let `names` be what fastai's collections export, too: fastcore has an HTML tag `Source`, and whoever imports fastai once more would lose ours."
    theirs = dict(Source=_tag, reduce=_functools.reduce)
    for n,m in list(_sys.modules.items()):
        if n != 'fastcore.all' and not (n.startswith('fastai.') and not hasattr(m, '__all__')): continue
        for k,v in names.items():
            if vars(m).get(k) is theirs[k]: setattr(m, k, v)

_stay(Source=Source, reduce=reduce)
