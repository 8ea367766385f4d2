"""Naive Bayes as an external candidate of a study; needs nothing but Python.

Numbers are normal and texts are counted within each class; a missing cell says nothing.
Settings: PITWALL_PARAM_SMOOTHING, rows added to every count; PITWALL_PARAM_SPREAD, share of a number's overall
variance added to that within a class.
"""
import csv
import json
import math
import os
from collections import Counter, defaultdict

TARGET, POSITIVE = os.environ["PITWALL_STUDY_TARGET"], os.environ["PITWALL_STUDY_POSITIVE"]
SMOOTHING, SPREAD = float(os.environ["PITWALL_PARAM_SMOOTHING"]), float(os.environ["PITWALL_PARAM_SPREAD"])
RUN = os.environ["PITWALL_RUN_DIR"]


def read(path):
    """Rows by their number; a cell is a number, a text, or absent."""
    with open(path, newline="") as file:
        return {cells.pop("row"): cells for cells in csv.DictReader(file)}


def number(cell):
    try:
        return float(cell)
    except ValueError:
        return None


def moments(values):
    mean = sum(values) / len(values)
    return mean, sum((value - mean) ** 2 for value in values) / len(values)


def fit(rows):
    model = {"prior": Counter(row[TARGET] == POSITIVE for row in rows), "numbers": {}, "texts": {}}
    for name in rows[0].keys() - {TARGET}:
        cells = [(row[TARGET] == POSITIVE, row[name]) for row in rows if row[name] != ""]
        if cells and all(number(cell) is not None for _, cell in cells):
            spread = SPREAD * moments([float(cell) for _, cell in cells])[1] + 1e-9
            parts = {side: moments([float(cell) for own, cell in cells if own == side] or [0]) for side in (0, 1)}
            model["numbers"][name] = {side: (mean, own + spread) for side, (mean, own) in parts.items()}
        else:
            model["texts"][name] = {side: Counter(cell for own, cell in cells if own == side) for side in (0, 1)}
    return model


def predict(model, row):
    score = math.log((model["prior"][1] + 1) / (model["prior"][0] + 1))
    for name, sides in model["numbers"].items():
        value = number(row[name])
        if value is not None:
            log = [-((value - mean) ** 2 / own + math.log(own)) / 2 for mean, own in (sides[0], sides[1])]
            score += log[1] - log[0]
    for name, sides in model["texts"].items():
        if row[name] != "":
            levels = len(sides[0] | sides[1]) + 1
            share = [(sides[s][row[name]] + SMOOTHING) / (sides[s].total() + SMOOTHING * levels) for s in (0, 1)]
            score += math.log(share[1] / share[0])
    return 1 / (1 + math.exp(-max(-500, min(500, score))))


data, predictions = read(os.environ["PITWALL_STUDY_DATA"]), {}
if os.environ["PITWALL_STUDY_PHASE"] == "final":
    model = fit(list(data.values()))
    with open(f"{RUN}/artifacts/model.json", "w") as file:
        json.dump(model, file)
    predictions = {row: predict(model, cells) for row, cells in read(os.environ["PITWALL_STUDY_TEST_DATA"]).items()}
else:
    folds = defaultdict(lambda: {"train": [], "test": []})
    with open(os.environ["PITWALL_STUDY_FOLDS"], newline="") as file:
        for line in csv.DictReader(file):
            folds[line["fold"]][line["role"]].append(line["row"])
    for step, fold in enumerate(folds.values(), start=1):
        model = fit([data[row] for row in fold["train"]])
        predictions.update((row, predict(model, data[row])) for row in fold["test"])
        with open(f"{RUN}/metrics.jsonl", "a") as file:
            file.write(json.dumps({"step": step, "predicted_rows": len(predictions)}) + "\n")

with open(f"{RUN}/predictions.csv", "w") as file:
    file.write("row,prediction\n")
    file.writelines(f"{row},{value!r}\n" for row, value in predictions.items())
