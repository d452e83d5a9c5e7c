-- Times are microseconds since 1970 in UTC, digests and ids lower-case hexadecimal digits.

CREATE TABLE objects (
    digest TEXT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    is_folder BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE runs (
    id TEXT NOT NULL PRIMARY KEY,
    project TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    parent TEXT,
    user_name TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    attempt BIGINT NOT NULL,
    parameters TEXT NOT NULL,
    code_commit TEXT,
    code_diff TEXT,
    environment TEXT NOT NULL,
    status BIGINT NOT NULL,
    ended_at BIGINT,
    message TEXT,
    wall_seconds DOUBLE PRECISION,
    cpu_seconds DOUBLE PRECISION,
    peak_memory BIGINT
);
CREATE INDEX runs_by_parent ON runs (parent, id);
CREATE INDEX runs_by_project ON runs (project, kind, id);
CREATE INDEX runs_by_status ON runs (status, id);

CREATE TABLE run_tags (
    run TEXT NOT NULL REFERENCES runs (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, key)
);

-- SQLite cannot keep a NaN: value is NULL then.
CREATE TABLE run_metrics (
    run TEXT NOT NULL REFERENCES runs (id),
    key TEXT NOT NULL,
    step BIGINT NOT NULL,
    at BIGINT NOT NULL,
    value DOUBLE PRECISION
);
CREATE INDEX run_metrics_by_run ON run_metrics (run, key, step, at);

CREATE TABLE run_artifacts (
    run TEXT NOT NULL REFERENCES runs (id),
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    port TEXT NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (run, direction, port, position)
);
CREATE INDEX run_artifacts_by_digest ON run_artifacts (digest, direction, run);

CREATE TABLE pins (
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (owner, name, digest)
);

CREATE TABLE audit (
    number BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_by_subject ON audit (subject, number);

CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    token BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
