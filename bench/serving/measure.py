"""Server CPU per request: Rondo beside a hand-written endpoint for the same model, an echo, and Flask. Called by run.sh."""
import datetime
import json
import os
import signal
import statistics
import subprocess
import sys
import time
import urllib.request

root, bench, folder, out = (os.path.abspath(a) for a in sys.argv[1:5])
seconds, rounds, connections = float(os.environ.get("SECONDS_EACH", "4")), int(os.environ.get("ROUNDS", "3")), 8
here = os.path.join(root, "bench", "serving")


def get(url, body=None):
    request = urllib.request.Request(url, data=None if body is None else json.dumps(body).encode(), headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read().decode()


def wait(url, body=None):
    for _ in range(600):
        try:
            return get(url, body)
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"{url} does not answer")


def up():
    started = time.monotonic()
    process = subprocess.Popen([os.path.join(root, "rondo"), "-C", folder, "up", "--port", "0", "--json"], stdout=subprocess.PIPE, text=True)
    address = json.loads(process.stdout.readline())["address"]
    assert get(address + "/health/ready") == "ready"
    took = time.monotonic() - started
    with open(f"/proc/{process.pid}/stat") as file:
        ticks = file.read().rsplit(")", 1)[1].split()
    return process, address, (took, (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK"))


def load(url, body, process, length=seconds):
    said = subprocess.run([bench, "load", url, body, str(connections), str(length), str(process.pid)], capture_output=True, text=True, check=True)
    return json.loads(said.stdout)


processes = []
try:
    rondo, address, _ = up()
    processes.append(rondo)
    example = json.loads(get(address + "/api/v1/endpoints/bike-demand"))["example"]
    body = os.path.join(folder, "body.json")
    with open(body, "w") as file:
        json.dump(example, file)
    hand = subprocess.Popen([bench, "serve", "7791", os.path.join(folder, "model.onnx")], stdout=subprocess.DEVNULL)
    processes.append(hand)
    servers = {
        "rondo": (address + "/predict/bike-demand", rondo),
        "hand-written ASP.NET + ONNX Runtime": ("http://127.0.0.1:7791/predict", hand),
        "Kestrel JSON echo": ("http://127.0.0.1:7791/echo", hand),
    }
    same = json.loads(wait(servers["hand-written ASP.NET + ONNX Runtime"][0], example))["prediction"]
    answer = json.loads(get(servers["rondo"][0], example))["prediction"]
    assert abs(same - answer) <= 1e-4 * abs(answer), f"the hand-written endpoint answers {same}, Rondo {answer}"
    model = os.path.join(folder, "flask.json")
    if os.path.exists(model):
        flask = subprocess.Popen(
            ["gunicorn", "-w", "2", "-k", "gthread", "--threads", "4", "--keep-alive", "60", "-b", "127.0.0.1:7792", "--chdir", here, "flask_app:app"],
            env={**os.environ, "BENCH_MODEL": model, "OMP_NUM_THREADS": "1"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        processes.append(flask)
        wait("http://127.0.0.1:7792/predict", example)
        servers["Flask + gunicorn, XGBoost"] = ("http://127.0.0.1:7792/predict", flask)
    for url, process in servers.values():
        load(url, body, process, 3)
    found = {name: [] for name in servers}
    for _ in range(rounds):
        for name, (url, process) in servers.items():
            found[name].append(load(url, body, process))
    rondo.send_signal(signal.SIGKILL)
    rondo.wait()
    restarts = []
    for _ in range(3):
        process, _, took = up()
        processes.append(process)
        restarts.append(took)
        process.send_signal(signal.SIGKILL)
        process.wait()
finally:
    for process in processes:
        if process.poll() is None:
            process.terminate()
            process.wait()

base = "hand-written ASP.NET + ONNX Runtime"
lines = [
    f"Serving one row of JSON, {datetime.datetime.now(datetime.UTC):%Y-%m-%d}, {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}",
    f"{connections} connections that stay open, {rounds} rounds of {seconds:g} s in turn, after 3 s each to warm up; server CPU from /proc, the median of the rounds.",
    "Rondo checks every field, gives ids, captures every prediction and counts; the others do none of it.",
    "The first two serve the same ONNX model; Flask one of its size, by XGBoost's own package. A busy machine makes every figure larger, so look at the ratios.",
    "",
    f"{'server':40} {'CPU us/request':>15} {'beside hand-written':>20} {'requests/s':>11} {'p50 us':>8} {'p99 us':>8} {'failed':>7}",
]
for name, results in found.items():
    ratio = statistics.median(r["cpuMicros"] / b["cpuMicros"] for r, b in zip(results, found[base]))
    middle = {k: statistics.median(r[k] for r in results) for k in results[0]}
    lines.append(f"{name:40} {middle['cpuMicros']:15.1f} {ratio:20.2f} {middle['perSecond']:11.0f} {middle['p50']:8.0f} {middle['p99']:8.0f} {sum(r['failed'] for r in results):7}")
if len(found) < 4:
    lines.append("Flask is not installed here: it is left out.")
lines += ["", "Start after kill -9 under load, to the answer that every endpoint is ready: " + ", ".join(f"{took:.2f} s ({cpu:.2f} s of CPU)" for took, cpu in restarts)]
text = "\n".join(lines) + "\n"
print(text, end="")
with open(out, "w") as file:
    file.write(text)
