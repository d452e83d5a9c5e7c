#!/usr/bin/python3
# Writes known-answers.json with SciPy 1.10.1 (Debian's python3-scipy): what the tests of numerical code compare with.
import json, random
import numpy as np
from scipy import stats, special

rows = {"gammaTail": [], "chiSquareTail": [], "normalTail": [], "kolmogorovTail": [], "betaBelow": [], "logGamma": [],
        "hypergeometric": [], "betaBinomial": [], "gTest": [], "lepage": [], "jensenShannon": [], "clopperPearson": []}
for a in (0.5, 1, 2.5, 10, 100, 5000):
    for r in (0.01, 0.5, 1, 1.3, 2, 4):
        rows["gammaTail"].append([a, a * r, float(special.gammaincc(a, a * r))])
for df in (1, 2, 9, 99, 999, 20000):
    for p in (0.9, 0.5, 0.05, 1e-3, 1e-6, 1e-12):
        x = float(stats.chi2.isf(p, df)); rows["chiSquareTail"].append([x, df, float(stats.chi2.sf(x, df))])
for z in (-3, -1, 0, 0.5, 1.96, 4, 8): rows["normalTail"].append([z, float(stats.norm.sf(z))])
for l in (0.3, 0.6, 0.9, 1.2239, 1.5, 2, 3): rows["kolmogorovTail"].append([l, float(stats.kstwobign.sf(l))])
for a, b in ((0.5, 0.5), (1, 3), (11, 990), (500, 20000), (3, 0.2)):
    for x in (0.001, 0.01, 0.2, 0.5, 0.99): rows["betaBelow"].append([a, b, x, float(special.betainc(a, b, x))])
for x in (0.1, 0.5, 1, 2.5, 14.9, 15, 100, 1e6, 1e12): rows["logGamma"].append([x, float(special.gammaln(x))])
for M, K, n, ks in ((100, 10, 20, (0, 2, 5, 9)), (10050, 35, 50, (1, 3, 10)), (200000, 4000, 100000, (1999, 2100, 2200)), (60, 40, 50, (30, 33, 38))):
    for k in ks: rows["hypergeometric"].append([k, K, M - K, n, float(stats.hypergeom.sf(k - 1, M, K, n))])
for m, n, ks in ((50, 1000, (1, 2, 5)), (100000, 50, (100, 5000, 30000)), (1000, 1000, (1, 5, 15))):
    for k in ks: rows["betaBinomial"].append([k, m, n, float(np.sum(stats.betabinom.pmf(np.arange(k, m + 1), m, 2, n - 1)))])
rng = np.random.default_rng(5)
for k, n, m in ((2, 100, 50), (5, 300, 3000), (30, 1000, 1000), (300, 5000, 2000)):
    p = rng.dirichlet(np.ones(k)); r = rng.multinomial(n, p); c = rng.multinomial(m, p)
    keep = (r + c) > 0; r, c = r[keep], c[keep]
    g, _, df, _ = stats.chi2_contingency(np.array([r, c]), correction=False, lambda_="log-likelihood")
    rows["gTest"].append({"reference": r.tolist(), "current": c.tolist(), "g": float(g), "df": int(df)})
    P, Q = r / n, c / m; M = (P + Q) / 2
    js = 0.5 * float(np.sum(special.rel_entr(P, M)) + np.sum(special.rel_entr(Q, M))) / np.log(2)
    rows["jensenShannon"].append({"reference": r.tolist(), "current": c.tolist(), "divergence": js})
    # Wilcoxon's part: the standardised rank sum with ties, through ranks of single values; Mood's scores made orthogonal to it.
    values = np.concatenate([np.repeat(np.arange(len(r)), r), np.repeat(np.arange(len(c)), c)])
    is_current = np.concatenate([np.zeros(n), np.ones(m)])
    w = stats.rankdata(values); w = w - w.mean(); s = w ** 2; s = s - s.mean(); s = s - w * (s @ w) / (w @ w)
    N = n + m
    z = [((x * is_current).sum()) ** 2 / (n * m / (N * (N - 1)) * (x @ x)) for x in (w, s) if x @ x > 1e-9]
    rows["lepage"].append({"reference": r.tolist(), "current": c.tolist(), "statistic": float(sum(z)), "df": len(z)})
for k, n in ((0, 300), (3, 1000), (50, 20000), (10, 10)):
    rows["clopperPearson"].append([k, n, 1.0 if k == n else float(stats.beta.isf(0.05, k + 1, n - k)), 0.0 if k == 0 else float(stats.beta.isf(0.95, k, n - k + 1))])

# The streams of river's documentation; the places where its detectors notice the change are printed there.
np.random.seed(12345)
numpy_stream = np.concatenate((np.random.randint(2, size=1000), np.random.randint(4, high=8, size=1000)))
rng = random.Random(12345)
python_stream = rng.choices([0, 1], k=1000) + rng.choices(range(4, 8), k=1000)
rows["numpyStream"] = "".join(map(str, numpy_stream))
rows["pythonStream"] = "".join(map(str, python_stream))
json.dump(rows, open("known-answers.json", "w"), separators=(",", ":"))
