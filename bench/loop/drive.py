"""Drives a real server through the second year of the bike data, in simulated time: predictions over HTTP, feedback two days later."""
import argparse
import csv
import datetime as dt
import http.client
import json
import os
import pathlib
import subprocess
import time

LOOP = "retrain: { when: [performance, 1500 labels], promote: automatic, cooldown: 14d }\n"
YAML = """rondo: 1
project: bike
charter:
  task: regression
  target: cnt
  requirements:
    - mae <= 250 on test
data:
  source: hour.csv
  time: dteday + hr hours
  drop: [instant, casual, registered, yr]
  split: { by: time, test: 20%, validation: 10% }
serve: { endpoint: bike }
monitor: { every: 1h, window: 7d, ignore: [season, mnth, weathersit, temp, atemp, hum, windspeed, holiday, workingday, weekday] }
slices: [workingday, season]
"""
NOT_ASKED = {"instant", "casual", "registered", "yr", "cnt"}


def main():
    args = arguments()
    work = pathlib.Path(args.work)
    work.mkdir(parents=True)
    rows = list(csv.DictReader(open(args.bike)))
    first = [r for r in rows if r["dteday"] < "2012-01-01"]
    second = [r for r in rows if r["dteday"] >= "2012-01-01"]
    with open(work / "hour.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(first)
    (work / "rondo.yaml").write_text(YAML + (LOOP if args.mode == "on" else ""))
    clock = work / "clock"
    at(clock, "2012-01-01T00:00:00Z")
    environment = dict(os.environ, RONDO_SIMULATED_TIME=str(clock), RONDO_USER="bench")
    for command in (["run"], ["model", "promote", "bike@1"]):
        subprocess.run([args.rondo, "-C", str(work), *command], check=True, env=environment, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([args.rondo, "-C", str(work), "up", "--port", "0", "--json"], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        address = json.loads(server.stdout.readline())["address"]
        api = Api(address)
        api.post("/api/v1/endpoints/bike/deploy", {"model": "bike", "version": 1, "reason": "the first year"})
        live(api, clock, second, args.weeks, pathlib.Path(args.out))
    finally:
        server.terminate()
        server.wait(30)


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("rondo", "bike", "mode", "work", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--weeks", type=int, default=52)
    return parser.parse_args()


def at(clock, text):
    beside = clock.with_suffix(".new")
    beside.write_text(text)
    beside.replace(clock)
    time.sleep(0.1)  # the program looks at the file every 50 ms


def live(api, clock, rows, weeks, out):
    """Writes what is known after each week, so that a run that is cut off leaves what it had."""
    days = {}
    for row in rows:
        days.setdefault(row["dteday"], []).append(row)
    late, errors, series = [], [], []
    for number, (day, hours) in enumerate(sorted(days.items())[: weeks * 7]):
        at(clock, day + "T23:30:00Z")
        records = [dict(record(r), prediction_id="hour-" + r["instant"]) for r in hours]
        answers = api.post("/predict/bike", records)
        errors += [abs(a["prediction"] - float(r["cnt"])) for a, r in zip(answers, hours)]
        late.append([{"prediction_id": "hour-" + r["instant"], "truth": float(r["cnt"])} for r in hours])
        if len(late) > 2:
            api.post("/feedback/bike", late.pop(0))
        if number % 7 == 6:
            settle(api)
            endpoint = api.get("/api/v1/endpoints/bike")
            series.append({"week": len(series) + 1, "from": day, "error": sum(errors) / len(errors), "version": endpoint["version"]})
            errors = []
            out.write_text(json.dumps({
                "weeks": series,
                "retrainings": api.get("/api/v1/endpoints/bike/retrainings?limit=100")["items"],
                "alerts": api.get("/api/v1/alerts?endpoint=bike&limit=100")["items"],
            }))


def record(row):
    return {k: (v if k == "dteday" else float(v)) for k, v in row.items() if k not in NOT_ASKED}


def settle(api):
    """Time stands still until what it set off has been done."""
    time.sleep(2.5)
    while any(r["endedAt"] is None for r in api.get("/api/v1/endpoints/bike/retrainings")["items"]):
        time.sleep(0.5)


class Api:
    def __init__(self, address):
        self.connection = http.client.HTTPConnection(address.split("//")[1], timeout=120)

    def get(self, path, otherwise=None):
        return self.ask("GET", path, None, otherwise)

    def post(self, path, body):
        return self.ask("POST", path, json.dumps(body), None)

    def ask(self, method, path, body, otherwise):
        self.connection.request(method, path, body, {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if answer.status >= 300:
            if otherwise is not None:
                return otherwise
            raise SystemExit(f"{method} {path}: {answer.status} {text[:500]}")
        return json.loads(text or "null")


main()
