"""Makes the decoder test samples with the real writers, and the exact points an independent reader finds in them.

    venv/bin/pip install torch tensorboard tensorboardX lightning keras scikit-learn
    KERAS_BACKEND=torch venv/bin/python sample-runs/make/make_test_samples.py

For `name` it writes `name.points`: tab-separated metric (as a JSON string), step and value (`float.hex`), in order.
Event files are read back with TensorBoard's loader, CSV files with Python's csv, JSON lines with Python's json.
"""

import csv
import json
import math
import os
import pathlib
import shutil
import tempfile

import numpy
import torch
from tensorboard.backend.event_processing.event_file_loader import LegacyEventFileLoader
from tensorboard.util import tensor_util
from torch.utils.tensorboard import SummaryWriter

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "Tests" / "RunFormatsTests" / "Samples"
HOSTILE = ["a\nb", "tab\there", "esc\x1b[31mred", "bel\x07", "rtl\u202egnp.exe", "naïve/损失", "", "x" * 300, "null\x00byte"]


def dump(name, points):
    with open(SAMPLES / f"{name}.points", "w", encoding="utf-8", newline="\n") as out:
        for metric, step, value in points:
            out.write(f"{json.dumps(metric)}\t{step}\t{float(value).hex()}\n")


def event_points(path):
    others = set()
    for event in LegacyEventFileLoader(str(path)).Load():
        for value in event.summary.value:
            plugin = value.metadata.plugin_data.plugin_name
            if plugin not in ("", "scalars"):
                others.add(value.tag)
            if value.HasField("simple_value"):
                yield value.tag, event.step, value.simple_value
            elif value.HasField("tensor") and value.tag not in others:
                array = tensor_util.make_ndarray(value.tensor)
                if array.size == 1 and array.dtype.kind in "fiub":
                    yield value.tag, event.step, float(array.reshape(-1)[0])


def keep_event_file(name, make):
    with tempfile.TemporaryDirectory() as folder:
        make(folder)
        file = max(pathlib.Path(folder).rglob("*tfevents*"), key=lambda path: path.stat().st_size)
        shutil.copyfile(file, SAMPLES / f"{name}.tfevents")
    dump(name, event_points(SAMPLES / f"{name}.tfevents"))


def torch_old(folder):
    with SummaryWriter(folder) as writer:
        for step in range(20):
            writer.add_scalar("loss", math.exp(-step / 7), step)
            writer.add_scalar("accuracy", 1 - math.exp(-step / 5), step)
        writer.add_scalar("odd", 1.5, -5)
        writer.add_scalar("odd", 2.5, 2**40)


def torch_new(folder):
    with SummaryWriter(folder) as writer:
        for step in range(10):
            writer.add_scalar("float", math.sin(step), step, new_style=True)
            writer.add_scalar("double", math.sin(step), step, double_precision=True, new_style=True)
            writer.add_histogram("weights", numpy.arange(10.0) + step, step)
        writer.add_text("note", "not a scalar", 3)
        writer.add_pr_curve("pr", numpy.array([0, 1, 1, 0]), numpy.array([0.1, 0.9, 0.8, 0.4]), 4)


def torch_purged(folder):
    with SummaryWriter(folder) as writer:
        for step in range(10):
            writer.add_scalar("loss", 10.0 - step, step)
    for file in pathlib.Path(folder).glob("*"):
        file.unlink()
    with SummaryWriter(folder, purge_step=6) as writer:
        for step in range(6, 12):
            writer.add_scalar("loss", 1.0 / step, step)


def torch_not_finite(folder):
    with SummaryWriter(folder) as writer:
        for step, value in enumerate([1.0, math.nan, math.inf, -math.inf, -0.0, 3.4e38, 1e-45]):
            writer.add_scalar("value", value, step)
            writer.add_scalar("value_new", value, step, new_style=True)


def torch_hostile(folder):
    with SummaryWriter(folder) as writer:
        for step, tag in enumerate(HOSTILE):
            writer.add_scalar(tag, step + 0.5, step)


def torch_hparams(folder):
    with SummaryWriter(folder) as writer:
        writer.add_hparams({"lr": 0.1, "name": "adam\u202e", "nesterov": True, "layers": 3}, {"best": 0.5}, run_name=".")


def tensorboardx(folder):
    from tensorboardX import SummaryWriter as Writer

    with Writer(folder) as writer:
        for step in range(15):
            writer.add_scalar("train/loss", 1 / (step + 1), step)
        writer.add_scalars("both", {"a": 1.0}, 3)


def tensor_encodings(folder):
    """Every number type and encoding of a scalar tensor, made with TensorBoard's own protobufs and record writer."""
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata
    from tensorboard.compat.proto.tensor_pb2 import TensorProto
    from tensorboard.summary.writer.event_file_writer import EventFileWriter

    writer = EventFileWriter(folder)
    metadata = SummaryMetadata(plugin_data=SummaryMetadata.PluginData(plugin_name="scalars"))
    for step, dtype in enumerate("f4 f8 i1 i2 i4 i8 u1 u2 f2 ?".split()):
        for encoding in ("packed", "typed"):
            for shape in ((), (1,), (1, 1), (2,)):
                tensor = tensor_util.make_tensor_proto(numpy.full(shape, 3.25 + step).astype(dtype))
                if encoding == "typed":
                    tensor = typed(tensor, TensorProto)
                tag = f"{dtype}/{encoding}/{len(shape)}"
                value = Summary.Value(tag=tag, tensor=tensor, metadata=metadata if len(shape) == 1 else None)
                writer.add_event(Event(step=step, wall_time=1.7e9, summary=Summary(value=[value])))
    writer.close()


def histograms(folder):
    """Values evenly spread over -a...a: in buckets as torch writes them, and in the tensor of the plugin."""
    from tensorboard.plugins.histogram.summary_v2 import histogram_pb

    with SummaryWriter(folder) as writer:
        for step in range(3):
            even = numpy.linspace(-1, 1, 1001) * (step + 1)
            writer.add_histogram("grad/fc1", even, step)
            writer.add_histogram("fc1.weight", even / 10, step)
            summary = histogram_pb("gradients/fc2", even * 2, buckets=40)
            writer._get_file_writer().add_summary(summary, step)
            writer.add_scalar("loss", 1 / (step + 1), step)
        writer.add_histogram("grad/same", numpy.full(7, 0.25), 3)


def typed(tensor, kind):
    array = tensor_util.make_ndarray(tensor)
    result = kind(dtype=tensor.dtype, tensor_shape=tensor.tensor_shape)
    flat = array.reshape(-1)
    name = {
        "f4": "float_val", "f8": "double_val", "i1": "int_val", "i2": "int_val", "i4": "int_val", "u1": "int_val",
        "u2": "int_val", "i8": "int64_val", "f2": "half_val", "b1": "bool_val",
    }[array.dtype.str[1:]]
    if not hasattr(result, name):
        return tensor
    getattr(result, name).extend([int(v) for v in flat.view("u2")] if name == "half_val" else flat.tolist())
    return result


def csv_points(path, delimiter, axis, skipped=()):
    with open(path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file, delimiter=delimiter):
            for name, cell in row.items():
                if name.strip() == axis or name.strip() in skipped:
                    continue
                try:
                    yield name.strip(), int(float(row[[n for n in row if n.strip() == axis][0]])), float(cell)
                except ValueError:
                    pass


def keras_csv():
    import keras

    path = SAMPLES / "keras.csv"
    path.unlink(missing_ok=True)
    keras.utils.set_random_seed(7)
    x = numpy.random.default_rng(7).normal(size=(64, 4)).astype("float32")
    y = (x.sum(axis=1) > 0).astype("float32")
    for _ in range(2):
        model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
        model.compile("sgd", "binary_crossentropy", metrics=["accuracy"])
        log = keras.callbacks.CSVLogger(str(path), append=True)
        model.fit(x, y, epochs=4, validation_split=0.25, verbose=0, callbacks=[log])
    dump("keras.csv", csv_points(path, ",", "epoch"))


def lightning_csv():
    from lightning.pytorch.loggers import CSVLogger

    with tempfile.TemporaryDirectory() as folder:
        logger = CSVLogger(folder, flush_logs_every_n_steps=2)
        for step in range(8):
            logger.log_metrics({"train_loss": 1 / (step + 1), "epoch": step // 4}, step)
            if step % 4 == 3:
                logger.log_metrics({"val,loss\nquoted": math.nan if step == 3 else 0.25, "epoch": step // 4}, step)
        logger.save()
        shutil.copyfile(pathlib.Path(logger.log_dir) / "metrics.csv", SAMPLES / "lightning.csv")
    dump("lightning.csv", csv_points(SAMPLES / "lightning.csv", ",", "step"))


def flattened(value, prefix=""):
    for key, inner in value.items():
        name = f"{prefix}/{key}" if prefix else key
        if isinstance(inner, dict):
            yield from flattened(inner, name)
        elif isinstance(inner, (int, float)) and not isinstance(inner, bool):
            yield name, inner


def json_log():
    draw = numpy.random.default_rng(7)
    path = SAMPLES / "random.jsonl"
    with open(path, "w") as log:
        for step in range(40):
            scale = 10.0 ** draw.integers(-300, 300)
            line = {
                "step": step, "loss": draw.normal(), "wide": draw.normal() * scale, "whole": int(draw.integers(-(2**62), 2**62)),
                "nested": {"a": {"b": draw.random()}, "losses/é": draw.random()}, "flag": True, "text": "words",
                "odd": [math.nan, math.inf, -math.inf, 5e-324][step % 4],
            }
            log.write(json.dumps(line, ensure_ascii=bool(step % 2)) + "\n")
    lines = [json.loads(line) for line in open(path)]
    dump("random.jsonl", ((n, r["step"], v) for r in lines for n, v in flattened(r) if n != "step"))


if __name__ == "__main__":
    os.environ.setdefault("KERAS_BACKEND", "torch")
    SAMPLES.mkdir(parents=True, exist_ok=True)
    for name, make in {
        "torch-old": torch_old, "torch-new": torch_new, "torch-purged": torch_purged, "torch-hostile": torch_hostile,
        "torch-not-finite": torch_not_finite, "torch-hparams": torch_hparams, "tensorboardx": tensorboardx,
        "tensor-encodings": tensor_encodings, "histograms": histograms,
    }.items():
        keep_event_file(name, make)
    lightning_csv()
    json_log()
    keras_csv()
