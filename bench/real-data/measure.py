"""Runs each project from CSV to registered bundle, again fully cached, and prints a table."""
import argparse
import datetime
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

# name, metric, what plain XGBoost reaches where it was measured, source, test file
SETS = [
    ("bike", "mae", 48.9, "bike/hour.csv", None),
    ("adult", "auc", 0.9287, "adult/adult-train.csv", "adult/adult-test.csv"),
    ("bank-with-duration", "auc", 0.934, "bank/bank-full.csv", None),
    ("bank", "auc", None, "bank/bank-full.csv", None),
    ("telco", "auc", 0.833, "telco/Telco-Customer-Churn.csv", None),
    ("taxi", "rmse", 5.56, "taxi/taxi-fare-train.csv", "taxi/taxi-fare-test.csv"),
    ("housing", "rmse", 46400, "housing/california_housing.csv", None),
    ("titanic", "auc", None, "titanic/titanic.csv", None),
    ("wine", "mae", None, "wine/winequality-white.csv", None),
    ("digits", "accuracy", None, "digits/optdigits-train.csv", "digits/optdigits-test.csv"),
]


def timed(command, folder):
    """Exit code, seconds, CPU seconds of a whole process and its children."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return done, wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(rondo, data, projects, name, metric, files):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        shutil.copy(projects / f"{name}.yaml", folder / "rondo.yaml")
        (folder / "data").mkdir()
        for file in filter(None, files):
            shutil.copy(data / file, folder / "data")
        run, cold, cold_cpu = timed([rondo, "run"], folder)
        if run.returncode not in (0, 1):
            sys.exit(f"{name}: {run.stdout}{run.stderr}")
        warm, cpu = zip(*(timed([rondo, "run"], folder)[1:] for _ in range(3)))
        model = json.loads(subprocess.run([rondo, "model", "show", "--json"], cwd=folder, capture_output=True, text=True, check=True).stdout)
    test = {m["role"]: m for m in model["measurements"] if m["split"] == "test" and not m.get("slice") and m["measure"] == metric}
    return test["model"], test["baseline"]["value"], run.returncode, cold, cold_cpu, min(warm), min(cpu)


def shown(value):
    return "" if value is None else f"{value:.4f}" if abs(value) < 2 else f"{value:.4g}" if abs(value) < 1000 else f"{value:.0f}"


def main():
    options = argparse.ArgumentParser()
    for name in ("rondo", "data", "projects"):
        options.add_argument(f"--{name}", required=True)
    options.add_argument("only", nargs="*")
    options = options.parse_args()
    head = ["data", "metric", "model", "95 % interval", "baseline", "beats it", "plain XGBoost", "within", "gate", "run s", "CPU s", "cached s", "CPU s "]
    print(f"Real data, {datetime.date.today()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}. Written by bench/real-data/run.sh; cached: the best of three.\n")
    print("| " + " | ".join(head) + " |\n|" + " --- |" * len(head), flush=True)
    good = True
    for name, metric, plain, *files in SETS:
        if options.only and name not in options.only:
            continue
        model, baseline, code, *costs = measure(options.rondo, pathlib.Path(options.data), pathlib.Path(options.projects), name, metric, files)
        down = metric in ("mae", "rmse")
        beats = model["high"] < baseline if down else model["low"] > baseline
        within = plain is None or (model["low"] <= plain if down else model["high"] >= plain)
        good = good and beats and within and code == 0
        row = [name, metric, shown(model["value"]), f"{shown(model['low'])} to {shown(model['high'])}", shown(baseline), "yes" if beats else "NO",
               shown(plain), "" if plain is None else "yes" if within else "NO", "passes" if code == 0 else "FAILS", *(f"{c:.2f}" for c in costs)]
        print("| " + " | ".join(row) + " |", flush=True)
    sys.exit(0 if good else 1)


main()
