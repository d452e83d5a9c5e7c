"""Writes loop.txt and loop.svg from the two runs."""
import datetime
import json
import math
import pathlib
import sys

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 860, 340, 66, 20, 270


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


def day(text, year=False):
    """`2012-01-21` as `21 Jan`, with its year where asked.

    >>> day("2012-01-07", True), day("2012-02-04")
    ('7 Jan 2012', '4 Feb')
    """
    when = datetime.date.fromisoformat(text)
    return f"{when.day} {when:%b %Y}" if year else f"{when.day} {when:%b}"


def number(value):
    return "" if value is None else f"{value:.1f}"


def mean(run, last=None):
    errors = [w["error"] for w in run["weeks"]][-last if last else 0:]
    return sum(errors) / len(errors)


def ticks(high, wanted=5):
    """Marks of an axis from 0 to at least `high`, at steps of 1, 2 or 5 times a power of ten.

    >>> ticks(148)
    [0.0, 50.0, 100.0, 150.0]
    >>> ticks(90)
    [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    >>> ticks(0.4)
    [0.0, 0.1, 0.2, 0.3, 0.4]
    >>> ticks(2600)
    [0.0, 1000.0, 2000.0, 3000.0]
    """
    power = 10 ** math.floor(math.log10(high / wanted))
    step = min(s * power for s in (1, 2, 5, 10) if s * power >= high / wanted * 0.9999999)
    return [float(f"{i * step:.10g}") for i in range(math.ceil(high / step - 1e-9) + 1)]


def svg(off, on):
    marks = ticks(max(w["error"] for w in off["weeks"] + on["weeks"]))
    top = marks[-1]
    count = max(2, len(on["weeks"]))

    def point(w):
        return LEFT + (w["week"] - 1) * (WIDTH - LEFT - 20) / (count - 1), TOP + (1 - w["error"] / top) * (BOTTOM - TOP)

    def line(run, colour):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(point, run["weeks"]))
        return f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>'

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="12">', f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for value in marks:
        y = TOP + (1 - value / top) * (BOTTOM - TOP)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - 20}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/><text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>')
    parts.append(f'<text x="{LEFT - 42}" y="{(TOP + BOTTOM) / 2:.0f}" text-anchor="middle" transform="rotate(-90 {LEFT - 42} {(TOP + BOTTOM) / 2:.0f})">mae of the week, rentals an hour</text>')
    # the first week that ends in each month carries its date
    for before, week in zip([None, *on["weeks"]], on["weeks"]):
        if before is None or before["from"][:7] != week["from"][:7]:
            x, _ = point(week)
            parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{BOTTOM}" y2="{BOTTOM + 5}" stroke="#999"/><text x="{x:.1f}" y="{BOTTOM + 19}" text-anchor="middle">{day(week["from"], before is None)}</text>')
    parts += [line(off, "#999"), line(on, "#0b7285")]
    for before, after in zip(on["weeks"], on["weeks"][1:]):
        if before["version"] != after["version"]:
            x, _ = point(after)
            parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{BOTTOM}" stroke="#0b7285" stroke-dasharray="3 3"/><text x="{x + 3:.1f}" y="{TOP + 10}">@{after["version"]}</text>')
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 12}">weeks by the day they end; grey: without the loop; blue: with it; dashed: a new version answers</text></svg>')
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
