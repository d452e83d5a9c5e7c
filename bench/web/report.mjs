// report.mjs FIGURES: what was measured, as a table.
import { readFileSync } from "node:fs";

const figures = JSON.parse(readFileSync(process.argv[2], "utf8"));
const at = (sorted, share) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const row = (...cells) =>
    console.log(
        cells
            .map((c, i) =>
                i === 0 ? String(c).padEnd(34) : String(c).padStart(12),
            )
            .join(""),
    );
row(
    "",
    "frames",
    "CPU ms each",
    "p50 ms",
    "p95 ms",
    "worst ms",
    "long tasks",
    "longest ms",
    "elements",
);
for (const [name, of] of Object.entries(figures)) {
    if (typeof of === "number") continue;
    const times = of.times.sort((a, b) => a - b);
    const ms = (v) => v.toFixed(1);
    row(
        name,
        times.length,
        ms(of.cost),
        ms(at(times, 0.5)),
        ms(at(times, 0.95)),
        ms(times.at(-1)),
        of.longTasks.length,
        ms(Math.max(0, ...of.longTasks)),
        of.elements,
    );
}
console.log(
    `\nA graph of 1,000 steps is laid out and drawn ${(figures["graph shown after"] / 1000).toFixed(1)} s after its page.`,
);
console.log(
    "CPU: all of the browser, drawing included, in processor time a frame; the other columns are by the clock.",
);
console.log(
    "A frame of 16.7 ms is one of 60 a second; a long task holds the page up for more than 50 ms.",
);
