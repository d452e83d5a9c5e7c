// Runs in the page: acts as a hurried reader would, a step a frame, and tells how long each frame took.
const longTasks = [];
new PerformanceObserver((list) =>
    longTasks.push(...list.getEntries().map((e) => e.duration)),
).observe({ type: "longtask", buffered: true });
const frame = () => new Promise(requestAnimationFrame);
const rest = (ms) => new Promise((r) => setTimeout(r, ms));
const tell = (figures) =>
    fetch("/figures", { method: "POST", body: JSON.stringify(figures) });

const cpu = async () => Number(await (await fetch("/cpu")).text());

async function until(what) {
    for (let found = what(); ; found = what()) {
        if (found) return found;
        await rest(20);
    }
}

/** Does a step in each frame until one says that it was the last. */
async function frames(step) {
    const times = [];
    longTasks.length = 0;
    const spent = await cpu();
    await frame();
    let before = performance.now();
    for (let i = 0; step(i) !== false; i++) {
        await frame();
        const now = performance.now();
        times.push(now - before);
        before = now;
    }
    const cost = ((await cpu()) - spent) / times.length;
    await rest(100);
    return {
        times,
        cost,
        longTasks: [...longTasks],
        elements: document.querySelectorAll("*").length,
    };
}

async function table() {
    const box = await until(() => document.querySelector("[data-testid=runs]"));
    await rest(500);
    const whole = () => document.body.innerText.includes("10,000 runs");
    const loading = await frames(() => {
        box.scrollTop += 600;
        return !whole();
    });
    box.scrollTop = 0;
    await rest(300);
    const step = box.scrollHeight / 400;
    const scrolled = await frames(
        (i) => ((box.scrollTop = (i + 1) * step), i < 399),
    );
    await tell({
        "table while 10,000 runs load": loading,
        "table scrolled from end to end": scrolled,
    });
}

async function graph() {
    const begun = performance.now();
    const pane = await until(
        () =>
            document.querySelector(".react-flow__node") &&
            document.querySelector(".react-flow__pane"),
    );
    const shown = performance.now() - begun;
    await rest(800);
    const { left, top, width, height } = pane.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const mouse = (type, dx, dy) =>
        (type === "mousedown" ? pane : window).dispatchEvent(
            new MouseEvent(type, {
                bubbles: true,
                cancelable: true,
                view: window,
                button: 0,
                buttons: 1,
                clientX: x + dx,
                clientY: y + dy,
            }),
        );
    mouse("mousedown", 0, 0);
    const panned = await frames(
        (i) => (mouse("mousemove", -i * 6, Math.sin(i / 20) * 400), i < 239),
    );
    mouse("mouseup", -239 * 6, 0);
    await rest(300);
    const wheel = (deltaY) =>
        pane.dispatchEvent(
            new WheelEvent("wheel", {
                bubbles: true,
                cancelable: true,
                view: window,
                ctrlKey: true,
                deltaY,
                clientX: x,
                clientY: y,
            }),
        );
    const zoomed = await frames(
        (i) => (wheel(Math.floor(i / 60) % 2 === 0 ? 4 : -4), i < 239),
    );
    await tell({
        "graph shown after": shown,
        "graph panned": panned,
        "graph zoomed": zoomed,
    });
}

addEventListener("load", async () => {
    if (location.pathname === "/runs") {
        await table();
        location.assign("/projects/long/pipeline");
    } else await graph();
});
