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
    from tl_nb.axis.groups import *
    from tl_nb.source.folders import FolderItems, folder_items
    from tl_nb.source.images import *
    from tl_nb.source.loaders import *
    from tl_nb.source.source import *
    from tl_nb.axis.store import *
    from tl_nb.axis.activations import seeded
    from tl_nb.axis.cache import *
    from tl_nb.data.digits import *
    from tl_nb.tasks.metrics import *
    from tl_nb.data.features import *
    from tl_nb.data.probe import *
    from tl_nb.data.projection import *
    from tl_nb.data.solved_head import SolvedHead, solve_head
    from tl_nb.data.label_errors import *
    from tl_nb.data.clean import *
    from tl_nb.analysis.probe_curve import *
    from tl_nb.analysis.shift import *
    from tl_nb.analysis.structure import *
    from tl_nb.analysis.analyze import *
    from tl_nb.analysis.scores import *
    from tl_nb.analysis.rank import *
    from tl_nb.training.penalties import *
    from tl_nb.training.adapters import *
    from tl_nb.training.plan import *
    from tl_nb.training.plans import *
    from tl_nb.training.audit import *
    from tl_nb.training.callbacks import KeepBN, adapt_batchnorm, gentle_rate, relative_gradient_norms
    from tl_nb.bars import quiet
    from tl_nb.training.fit import *
    from tl_nb.analysis.costs import *
    from tl_nb.analysis.recommend import *
    from tl_nb.selection.race import *
    from tl_nb.selection.baselines import *
    from tl_nb.selection.retrain import *
    from tl_nb.fusion.blends import *
    from tl_nb.fusion.choice import *
    from tl_nb.fusion.model import *
    from tl_nb.fusion.weights import *
    from tl_nb.fusion.distill import *
    from tl_nb.fusion.held_out import *
    from tl_nb.fusion.report import *
    from tl_nb.fusion.fuse import *
    from tl_nb.selection.intervals import *
    from tl_nb.selection.cross_validate import *
    from tl_nb.selection.compare import *
    from tl_nb.selection.tune import *
    from tl_nb.deployment.predictor import Answer, Predictor
    from tl_nb.deployment.deploy import *
    from tl_nb.deployment.hub import from_hub, push_to_hub
    from tl_nb.deployment.serving.http import serve, serving
    from tl_nb.transfer import *
    from tl_nb.controls.source_tab import SourcePicker
    from tl_nb.controls.data_tab import DataPanel
    from tl_nb.controls.plan_tab import PlanEditor
    from tl_nb.controls.train_tab import TrainMonitor
    from tl_nb.controls.fuse_tab import FuseMixer
    from tl_nb.controls.predict_tab import PredictPanel
    from tl_nb.controls.export_tab import ExportPanel
    from tl_nb.controls.panel import TransferPanel

from tl_nb.data.projection import reduce as _map

def reduce(*args, **kwargs):
    "`tl_nb.data.projection.reduce` of features to a map; of a function, what Python's `functools.reduce` does, which fastai exports under this name."
    return (_functools.reduce if args and callable(args[0]) else _map)(*args, **kwargs)

splitter = _splitter  # fastcore's; that of groups is `tl_nb.axis.groups.splitter`

def _stay(**names):
    "Let `names` be what fastai's collections export, too: fastcore has an HTML tag `Source`, and whoever imports fastai once more would lose ours."
    theirs = dict(Source=_tag, reduce=_functools.reduce)
    for n,m in list(_sys.modules.items()):
        if n != 'fastcore.all' and not (n.startswith('fastai.') and not hasattr(m, '__all__')): continue
        for k,v in names.items():
            if vars(m).get(k) is theirs[k]: setattr(m, k, v)

_stay(Source=Source, reduce=reduce)
