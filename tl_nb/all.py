"Everything public, as `fastai.vision.all` does it: `from tl_nb.all import *`, before or after fastai's own."
import functools as _functools
import sys as _sys
import warnings

from fastcore.foundation import splitter as _splitter
from fastcore.xml import Source as _tag

with warnings.catch_warnings():
    warnings.simplefilter('ignore', FutureWarning)  # torch's, about its own parts
    from fastai.vision.all import *

    from tl_nb.errors import (
        TransferError, GroupError, PrepError, SourceError, ArtefactError, StoreError, CacheError, DataError, PlanError, FitError,
        AuditError, CheckpointError, FuseError, MissingExtraError, need)
    from tl_nb.axis.groups import (
        Group, Crossing, GroupedModel, same_output, one_group, as_groups)
    from tl_nb.source.folders import FolderItems, folder_items
    from tl_nb.source.picture_files import (
        max_pixels, kinds, max_passes, BandsError, readable_kinds, why_unknown, open_picture, is_file, bands_of, read_image,
        preview, picture_size, seen_as, is_jpeg)
    from tl_nb.source.images import find_ink, is_one_item, ImagePrep
    from tl_nb.source.loaders import (
        split_rows, Memo, read_ahead, read_items, TensorBands, row_datasets, checked_rows, Preps, image_loaders, rows_dls)
    from tl_nb.source.architectures import reads_files, BUILDERS, outputs_of, with_outputs, arch_of, seeded_rand
    from tl_nb.source.source import unique_names, Source
    from tl_nb.source.zero_shot import Sums, SummedModel, Columns
    from tl_nb.axis.store import size_words, DiskStore
    from tl_nb.axis.activations import seeded
    from tl_nb.axis.cache import (
        BF16_TOLERANCE, BF16_SPEEDUP, weights_keys, data_key, choose_precision, free_memory, ActivationCache, free_disk)
    from tl_nb.display import legible
    from tl_nb.data.digits import digit_images, digits, draw_rows
    from tl_nb.tasks.folds import train_folds
    from tl_nb.tasks.metrics import METRICS, Evaluation, evaluate, table_markdown, table_text, plot_reliability, plot_confusion
    from tl_nb.data.features import item_ids, labelled, check_features, coded, pooled, Features, layer_features, features
    from tl_nb.data.probe import Probe, out_of_fold, source_probs
    from tl_nb.data.projection import Reduced, reduce
    from tl_nb.data.solved_head import SolvedHead, solve_head
    from tl_nb.data.label_errors import confident_joint, label_errors, label_errors_in, label_doubt
    from tl_nb.data.clean import Cleaned, CleanReport, clean
    from tl_nb.analysis.probe_curve import probe_curve, plot_curve
    from tl_nb.analysis.shift import Shift, shift
    from tl_nb.analysis.structure import structure, plot_structure, throughput, plot_throughput, largest_batch
    from tl_nb.analysis.analyze import Analysis, analyze
    from tl_nb.analysis.scores import (
        SCORES, logme, h_score, regularized_h_score, transrate, leep, nce, knn_score, probe_score, list_scores)
    from tl_nb.analysis.rank import rank, plot_ranking
    from tl_nb.training.penalties import Penalty, L2SP, BSS, l2sp_value, bss_value
    from tl_nb.training.adapters import Adapter, lora, adapted_layers, lora_layers, n_trained
    from tl_nb.training.plan import discriminative, Stage, stage_rates, stage_scheds, Plan
    from tl_nb.training.plans import linear_probe, full, layer_decay, gradual, lp_ft, chain_thaw, surgical, list_plans
    from tl_nb.training.audit import Audit
    from tl_nb.training.callbacks import KeepBN, adapt_batchnorm, gentle_rate, quiet, relative_gradient_norms
    from tl_nb.training.learner import Recipe, TransferLearner, lone_rows, check_batches, transfer_learner, learner_of
    from tl_nb.training.run import NoSteps, plain_rows
    from tl_nb.analysis.costs import loop_seconds, solve_seconds, plan_costs, plot_costs
    from tl_nb.analysis.recommend import Recommended
    from tl_nb.selection.race import expected_regret, Race, race
    from tl_nb.selection.baselines import source_learner, scratch_learner
    from tl_nb.selection.retrain import unbound, take_rows, SharedRows, probs_of, probs_from, held_out_probs
    from tl_nb.fusion.blends import (
        FLOOR, MEMBER_ROWS, POOL_ROWS, SPREADS, BLENDS, Blend, Mean, Weighted, Pool, Stack, Gate, new_blend, fit_blend,
        cross_fitted)
    from tl_nb.fusion.choice import MARGIN, choose
    from tl_nb.fusion.model import (
        Member, prep_of, classes_of, FusedModel, Joined, reads_several, read_in, FusedLearner, all_params, plot_top_losses)
    from tl_nb.fusion.mixtures import interpolated, alpha_curve, Averaged
    from tl_nb.fusion.wise import wise
    from tl_nb.fusion.soups import soup
    from tl_nb.fusion.distill import DistillLoss, distill_kl, distill, agreement
    from tl_nb.fusion.held_out import named_members, Held, held_out, retrained
    from tl_nb.fusion.report import Fusion
    from tl_nb.fusion.ways import Way, WAYS, list_ways
    from tl_nb.fusion.fuse import fuse
    from tl_nb.selection.intervals import Difference, roc_auc, roc_auc_interval, corrected_interval, paired_difference, holm
    from tl_nb.selection.folds import cv_folds
    from tl_nb.selection.cross_validate import CrossValidation, cross_validate
    from tl_nb.selection.shuffle_test import ShuffleTest, shuffle_test
    from tl_nb.selection.compare import Comparison, compare, LearningCurve, learning_curve
    from tl_nb.selection.tune import SPACE, Tuning, tune
    from tl_nb.deployment.predictor import Answer, Predictor
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
