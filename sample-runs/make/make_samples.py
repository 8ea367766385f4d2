"""Makes the runs in sample-runs/ by training small real models and logging with the real writers.

    python -m venv venv && venv/bin/pip install torch tensorboard lightning scikit-learn
    venv/bin/python sample-runs/make/make_samples.py

Everything but the wall times is the same on every run.
"""

import json
import pathlib
import shutil
import time

import lightning
import numpy
import torch
from lightning.pytorch.loggers import CSVLogger
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.tensorboard import SummaryWriter

RUNS = pathlib.Path(__file__).resolve().parent.parent


def digits():
    x, y = load_digits(return_X_y=True)
    x = (x / 16.0).astype("float32")
    parts = train_test_split(x, y, test_size=0.3, random_state=7, stratify=y)
    x_train, x_valid, y_train, y_valid = map(torch.tensor, parts)
    return TensorDataset(x_train, y_train), TensorDataset(x_valid, y_valid)


def fresh(name):
    path = RUNS / name
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def evaluate(model, data):
    x, y = data.tensors
    model.eval()
    with torch.no_grad():
        scores = model(x)
    model.train()
    return nn.functional.cross_entropy(scores, y).item(), (scores.argmax(1) == y).float().mean().item()


def tensorboard():
    """A perceptron on the digits; old scalar encoding in the training loop, new one in the evaluation."""
    torch.manual_seed(7)
    train, valid = digits()
    model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 10))
    settings = {"learning_rate": 0.05, "momentum": 0.9, "batch_size": 32, "optimizer": "sgd", "nesterov": True}
    optimizer = torch.optim.SGD(model.parameters(), lr=settings["learning_rate"], momentum=0.9, nesterov=True)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 12)
    batches = DataLoader(train, batch_size=32, shuffle=True)
    step = 0
    with SummaryWriter(fresh("tensorboard-digits")) as writer:
        for epoch in range(12):
            for x, y in batches:
                loss = nn.functional.cross_entropy(scores := model(x), y)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                writer.add_scalar("train/loss", loss.item(), step)
                if step % 10 == 0:
                    accuracy = (scores.argmax(1) == y).float().mean()
                    writer.add_scalar("train/accuracy", accuracy, step)
                step += 1
            loss, accuracy = evaluate(model, valid)
            writer.add_scalar("validation/loss", loss, step - 1, new_style=True)
            writer.add_scalar("validation/accuracy", accuracy, step - 1, new_style=True)
            writer.add_scalar("learning_rate", schedule.get_last_lr()[0], step - 1, double_precision=True)
            schedule.step()
        writer.add_hparams(settings, {"hparam/accuracy": accuracy}, run_name=".")


class Net(lightning.LightningModule):
    def __init__(self, width, learning_rate):
        super().__init__()
        self.save_hyperparameters()
        self.layers = nn.Sequential(nn.Linear(64, width), nn.ReLU(), nn.Linear(width, 10))

    def step(self, batch, name, **options):
        x, y = batch
        scores = self.layers(x)
        loss = nn.functional.cross_entropy(scores, y)
        self.log(f"{name}_loss", loss, **options)
        self.log(f"{name}_acc", (scores.argmax(1) == y).float().mean(), **options)
        return loss

    def training_step(self, batch, _):
        return self.step(batch, "train", on_step=True, on_epoch=True)

    def validation_step(self, batch, _):
        self.step(batch, "val")

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.learning_rate)


def csv():
    """A perceptron on the digits with Lightning's CSVLogger."""
    lightning.seed_everything(7)
    train, valid = digits()
    path = fresh("csv-lightning-digits")
    trainer = lightning.Trainer(
        max_epochs=10, logger=CSVLogger(path.parent, name="", version=path.name), log_every_n_steps=5,
        enable_checkpointing=False, enable_progress_bar=False, enable_model_summary=False, accelerator="cpu",
    )
    trainer.fit(Net(32, 0.003), DataLoader(train, batch_size=32, shuffle=True), DataLoader(valid, batch_size=256))


def json_lines():
    """A linear classifier on the breast cancer data that logs one JSON object an epoch, and its settings first."""
    x, y = load_breast_cancer(return_X_y=True)
    x_train, x_valid, y_train, y_valid = train_test_split(x, y, test_size=0.3, random_state=7, stratify=y)
    scaler = StandardScaler().fit(x_train)
    x_train, x_valid = scaler.transform(x_train), scaler.transform(x_valid)
    settings = {"alpha": 0.001, "eta0": 0.002, "loss": "log_loss", "learning_rate": "constant", "average": False}
    model = SGDClassifier(**settings, random_state=7)
    shuffle = numpy.random.default_rng(7)
    with open(fresh("jsonl-breast-cancer") / "train.jsonl", "w") as log:
        for epoch in range(60):
            for rows in numpy.array_split(shuffle.permutation(len(x_train)), 8):
                model.partial_fit(x_train[rows], y_train[rows], classes=[0, 1])
            line = {"timestamp": round(time.time(), 3), "step": (epoch + 1) * 8, "epoch": epoch + 1}
            for name, (x_part, y_part) in {"train": (x_train, y_train), "validation": (x_valid, y_valid)}.items():
                scores = model.predict_proba(x_part)[:, 1]
                line[name] = {
                    "loss": log_loss(y_part, scores), "accuracy": accuracy_score(y_part, scores > 0.5),
                    "auc": roc_auc_score(y_part, scores),
                }
            if epoch == 0:
                line["config"] = settings
            log.write(json.dumps(line) + "\n")
            log.flush()


if __name__ == "__main__":
    tensorboard()
    csv()
    json_lines()
