"""Writes loop.md and loop.svg from the two runs."""
import json
import pathlib
import sys

WIDTH, HEIGHT, LEFT, TOP = 860, 320, 60, 20


def main(off, on, folder):
    off, on = (json.loads(pathlib.Path(p).read_text()) for p in (off, on))
    folder = pathlib.Path(folder)
    (folder / "loop.svg").write_text(svg(off, on))
    (folder / "loop.md").write_text(markdown(off, on))


def markdown(off, on):
    lines = ["# The loop on the bike data", "", "First year trains, second year arrives as traffic; the truth is known two days later. Mean absolute error by week, in rentals an hour.",
             "Written by `bench/loop/run.sh`.", "", "![error by week](loop.svg)", "",
             f"| | without the loop | with it |\n| --- | ---: | ---: |\n| mean of all weeks | {mean(off):.1f} | {mean(on):.1f} |",
             f"| mean of the last ten weeks | {mean(off, 10):.1f} | {mean(on, 10):.1f} |", "", "## Retrainings", "",
             "| began | why | outcome | champion | challenger |", "| --- | --- | --- | ---: | ---: |"]
    for r in reversed(on["retrainings"]):
        c = r["comparison"] or {}
        lines.append(f"| {r['startedAt'][:10]} | {r['trigger']['kind']}: {r['trigger']['reason']} | {r['state']} | {number(c.get('champion'))} | {number(c.get('challenger'))} |")
    lines += ["", f"Alerts: {len(on['alerts'])} with the loop, {len(off['alerts'])} without.", "", "## By week", "", "| week | from | without | with | version |", "| ---: | --- | ---: | ---: | ---: |"]
    lines += [f"| {a['week']} | {a['from']} | {a['error']:.1f} | {b['error']:.1f} | {b['version']} |" for a, b in zip(off["weeks"], on["weeks"])]
    return "\n".join(lines) + "\n"


def number(value):
    return "" if value is None else f"{value:.1f}"


def mean(run, last=None):
    errors = [w["error"] for w in run["weeks"]][-last if last else 0:]
    return sum(errors) / len(errors)


def svg(off, on):
    top = max(w["error"] for w in off["weeks"] + on["weeks"]) * 1.05
    count = max(2, len(on["weeks"]))

    def point(w):
        return LEFT + (w["week"] - 1) * (WIDTH - LEFT - 20) / (count - 1), TOP + (1 - w["error"] / top) * (HEIGHT - TOP - 40)

    def line(run, colour):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(point, run["weeks"]))
        return f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>'

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="12">', f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for share in range(5):
        value = top * share / 4
        y = TOP + (1 - share / 4) * (HEIGHT - TOP - 40)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - 20}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/><text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:.0f}</text>')
    parts += [line(off, "#999"), line(on, "#0b7285")]
    for before, after in zip(on["weeks"], on["weeks"][1:]):
        if before["version"] != after["version"]:
            x, _ = point(after)
            parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - 40}" stroke="#0b7285" stroke-dasharray="3 3"/><text x="{x + 3:.1f}" y="{TOP + 10}">@{after["version"]}</text>')
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 12}">weeks of the second year; mean absolute error by week: grey without the loop, blue with it, dashed where a new version took over</text></svg>')
    return "\n".join(parts) + "\n"


main(*sys.argv[1:])
