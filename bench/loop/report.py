"""Writes loop.txt and loop.svg from the two runs."""
import datetime
import json
import pathlib
import sys

WIDTH, HEIGHT, LEFT, TOP = 860, 320, 60, 20


def main(off, on, folder):
    off, on = (json.loads(pathlib.Path(p).read_text()) for p in (off, on))
    count = min(len(off["weeks"]), len(on["weeks"]))
    off["weeks"], on["weeks"] = off["weeks"][:count], on["weeks"][:count]
    folder = pathlib.Path(folder)
    (folder / "loop.svg").write_text(svg(off, on))
    (folder / "loop.txt").write_text(table(off, on))


def table(off, on):
    """The figures, the retrainings and the weeks as plain text."""
    lines = ["The loop on the bike data: the first year trains, the second arrives as traffic; the truth is known two days later.",
             f"Mean absolute error by week, in rentals an hour; {len(on['weeks'])} of the second year's weeks, both on the same rows.", f"bench/loop/run.sh, {datetime.date.today()}; plot: loop.svg", "",
             f"{'':32}{'without':>10}{'with the loop':>16}"]
    for name, last in (("mean of all weeks", None), ("mean of the last ten weeks", 10)):
        lines.append(f"{name:32}{mean(off, last):10.1f}{mean(on, last):16.1f}")
    lines += ["", "Retrainings", f"  {'began':12}{'why':14}{'outcome':12}{'champion':>10}{'challenger':>12}"]
    for r in reversed(on["retrainings"]):
        c = r["comparison"] or {}
        lines += [f"  {r['startedAt'][:10]:12}{r['trigger']['kind']:14}{r['state']:12}{number(c.get('champion')):>10}{number(c.get('challenger')):>12}", f"    {r['outcome']}"]
    lines += ["", "Alerts with the loop"]
    lines += [f"  {(a['firedAt'] or a['startedAt'])[:10]}  {a['rule']:12}  {a['state']:12}  {a['sentence']}" for a in reversed(on["alerts"])]
    lines += ["", f"{'week':>4}  {'ends':10}{'without':>10}{'with':>10}  version"]
    lines += [f"{a['week']:4}  {a['from']:10}{a['error']:10.1f}{b['error']:10.1f}  {b['version']}" for a, b in zip(off["weeks"], on["weeks"])]
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
