// serve.mjs PAGES PORT-FILE BROWSER-FILE FIGURES-FILE: serves the built pages with answers of a server that has very much in it, adds the measuring script
// to them, and ends when that has told all its figures.
import { createServer } from "node:http";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const [pages, portFile, browserFile, figuresFile] = process.argv.slice(2);
const [runs, steps, piece] = [10_000, 1_000, 200];
const measuring = readFileSync(
    fileURLToPath(new URL("measure.js", import.meta.url)),
);
const types = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".html": "text/html",
};
const figures = {};

const run = (i) => ({
    id: i.toString(16).padStart(32, "0"),
    project: "long",
    kind: "pipeline",
    name: `run ${i}`,
    parent: null,
    status: i % 17 === 0 ? "failed" : "succeeded",
    user: "somebody",
    startedAt: new Date(1.7e12 - i * 3.6e6).toISOString(),
    endedAt: null,
    seconds: 60 + (i % 100),
    message: null,
    attempt: 1,
    tags: {},
});
// every step needs one before it and, now and then, one from further back
const step = (i) => ({
    name: `step-${i}`,
    component: null,
    what: "sh",
    inputs: [],
    outputs: [],
    upstream:
        i === 0
            ? []
            : [
                  ...new Set([
                      `step-${Math.floor((i - 1) / 3)}`,
                      ...(i % 10 === 9 ? [`step-${Math.floor(i / 10)}`] : []),
                  ]),
              ],
    state: "wouldRun",
    reasons: [],
    parameters: {},
});

function answer(path, query) {
    if (path === "/system")
        return {
            version: "bench",
            user: "bench",
            roles: ["owner"],
            mode: "local",
            time: new Date().toISOString(),
            project: "long",
        };
    if (path === "/runs") {
        const from = Number(query.get("cursor") ?? 0);
        const items = Array.from(
            { length: Math.min(piece, runs - from) },
            (_, i) => run(from + i),
        );
        return {
            items,
            next: from + piece < runs ? String(from + piece) : null,
        };
    }
    if (path.endsWith("/pipeline"))
        return {
            derived: false,
            warnings: [],
            steps: Array.from({ length: steps }, (_, i) => step(i)),
        };
    return { items: [], next: null };
}

/** Processor time of the browser's session so far, in ms: what it costs, however busy the machine is. */
function cpu() {
    const session = readFileSync(browserFile, "utf8").trim();
    let ticks = 0;
    for (const pid of readdirSync("/proc").filter((p) => /^\d+$/.test(p))) {
        try {
            const of = readFileSync(`/proc/${pid}/stat`, "utf8")
                .replace(/^.*\) /s, "")
                .split(" ");
            if (of[3] === session) ticks += Number(of[11]) + Number(of[12]);
        } catch {
            // it has ended meanwhile
        }
    }
    return ticks * 10;
}

const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://bench");
    if (request.method === "POST") {
        let body = "";
        request.on("data", (d) => (body += d));
        request.on("end", () => {
            Object.assign(figures, JSON.parse(body));
            response.end();
            if (!("graph zoomed" in figures)) return;
            writeFileSync(figuresFile, JSON.stringify(figures));
            setTimeout(() => process.exit(0), 100);
        });
    } else if (pathname === "/api/v1/events") {
        response
            .writeHead(200, { "content-type": "text/event-stream" })
            .write(": here\n\n");
    } else if (pathname.startsWith("/api/v1/")) {
        response
            .writeHead(200, { "content-type": "application/json" })
            .end(JSON.stringify(answer(pathname.slice(7), searchParams)));
    } else if (pathname === "/cpu") {
        response.end(String(cpu()));
    } else if (pathname === "/measure.js") {
        response
            .writeHead(200, { "content-type": types[".js"] })
            .end(measuring);
    } else {
        const file = extname(pathname)
            ? join(pages, normalize(pathname))
            : join(pages, "index.html");
        try {
            const content = readFileSync(file);
            response.writeHead(200, {
                "content-type":
                    types[extname(file)] ?? "application/octet-stream",
            });
            response.end(
                file.endsWith("index.html")
                    ? content
                          .toString()
                          .replace(
                              "</head>",
                              '<script src="/measure.js"></script></head>',
                          )
                    : content,
            );
        } catch {
            response.writeHead(404).end();
        }
    }
});
server.listen(0, "127.0.0.1", () =>
    writeFileSync(portFile, String(server.address().port)),
);
setTimeout(
    () => (
        console.error("The browser told no figures within five minutes."),
        process.exit(1)
    ),
    300_000,
).unref();
