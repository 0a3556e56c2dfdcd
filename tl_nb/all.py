"What a person types, as `fastai.vision.all` does it: `from tl_nb.all import *`, before or after fastai's own. The list with a line on each: nbs/explanations/names.ipynb."
import sys as _sys
import warnings

from fastcore.foundation import splitter as _splitter
from fastcore.xml import Source as _tag

with warnings.catch_warnings():
    warnings.simplefilter('ignore', FutureWarning)  # torch's, about its own parts
    from fastai.vision.all import *

    from tl_nb.errors import (
        TransferError, GroupError, PrepError, SourceError, ArtefactError, StoreError, CacheError, DataError, PlanError, FitError,
        AuditError, CheckpointError, FuseError, MissingExtraError)
    from tl_nb.axis.groups import GroupedModel, as_groups
    from tl_nb.axis.store import DiskStore
    from tl_nb.tasks.metrics import evaluate, plot_confusion, plot_reliability
    from tl_nb.source.picture_files import BandsError
    from tl_nb.source.images import ImagePrep
    from tl_nb.source.folders import folder_items
    from tl_nb.source.loaders import rows_dls
    from tl_nb.source.source import Source
    from tl_nb.source import zero_shot as _zero_shot  # gives a Source its zero_shot
    from tl_nb.source import huggingface as _huggingface, onnx_body as _onnx_body  # and constructors
    from tl_nb.data.digits import digit_images, digits
    from tl_nb.data.features import features, labelled, layer_features
    from tl_nb.data.probe import Probe, out_of_fold
    from tl_nb.tasks.solved_head import solve_head
    from tl_nb.data.projection import project
    from tl_nb.data.label_errors import label_errors
    from tl_nb.data.clean import clean
    from tl_nb.training.penalties import BSS, L2SP, Penalty
    from tl_nb.training.adapters import Adapter, lora
    from tl_nb.training.plan import Plan, Stage, discriminative
    from tl_nb.training.plans import chain_thaw, full, gradual, layer_decay, linear_probe, list_plans, lp_ft, surgical
    from tl_nb.training.callbacks import KeepBN, adapt_batchnorm, gentle_rate, quiet
    from tl_nb.training.learner import TransferLearner, transfer_learner
    from tl_nb.training import fit as _fit  # gives a Learner its fit_plan
    from tl_nb.analysis.structure import largest_batch, plot_structure, plot_throughput, structure, throughput
    from tl_nb.analysis.probe_curve import plot_curve, probe_curve
    from tl_nb.analysis.shift import domain_shift
    from tl_nb.analysis.analyze import Analysis, analyze
    from tl_nb.analysis.scores import list_scores
    from tl_nb.analysis.rank import plot_ranking, rank
    from tl_nb.analysis.costs import plan_costs, plot_costs
    from tl_nb.analysis import recommend as _recommend  # gives an Analysis its recommend
    from tl_nb.selection.baselines import scratch_learner, source_learner
    from tl_nb.selection.retrain import predict_proba
    from tl_nb.selection.folds import cv_folds
    from tl_nb.selection.cross_validate import cross_validate
    from tl_nb.selection.shuffle_test import shuffle_test
    from tl_nb.selection.compare import compare, learning_curve
    from tl_nb.selection.tune import tune
    from tl_nb.selection.race import race
    from tl_nb.fusion.model import FusedLearner, FusedModel
    from tl_nb.fusion.mixtures import alpha_curve, interpolated
    from tl_nb.fusion.wise import wise_ft
    from tl_nb.fusion.soups import model_soup
    from tl_nb.fusion.distill import agreement, distill
    from tl_nb.fusion.ways import list_ways
    from tl_nb.fusion.fuse import fuse
    from tl_nb.deployment.predictor import Predictor
    from tl_nb.deployment.deploy import deploy
    from tl_nb.deployment.hub import from_hub, push_to_hub
    from tl_nb.deployment.serving.http import serve, serving
    from tl_nb.transfer import TransferResult, transfer
    from tl_nb.controls.source_tab import SourcePicker
    from tl_nb.controls.data_tab import DataPanel
    from tl_nb.controls.plan_tab import PlanEditor
    from tl_nb.controls.train_tab import TrainMonitor
    from tl_nb.controls.fuse_tab import FuseMixer, fuse_at
    from tl_nb.controls.predict_tab import PredictPanel
    from tl_nb.controls.export_tab import ExportPanel
    from tl_nb.controls.panel import TransferPanel

splitter = _splitter  # fastcore's; that of groups is `tl_nb.axis.groups.splitter`

def _stay():
    "Let `Source` be what fastai's collections export, too: fastcore has an HTML tag of this name, and whoever imports fastai once more would lose ours."
    for n,m in list(_sys.modules.items()):
        if n != 'fastcore.all' and not (n.startswith('fastai.') and not hasattr(m, '__all__')): continue
        if vars(m).get('Source') is _tag: m.Source = Source

_stay()
