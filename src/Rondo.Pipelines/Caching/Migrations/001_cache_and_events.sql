-- Times are microseconds since 1970 in UTC, digests and ids lower-case hexadecimal digits.

-- What a step's key has given: outputs is a JSON list of port, kind and digest.
CREATE TABLE step_cache (
    step_key TEXT NOT NULL PRIMARY KEY,
    run TEXT NOT NULL,
    outputs TEXT NOT NULL,
    warnings TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- The parts of the key with which a step was last run or found, so that a change can be named.
CREATE TABLE step_parts (
    project TEXT NOT NULL,
    step TEXT NOT NULL,
    step_key TEXT NOT NULL,
    parts TEXT NOT NULL,
    PRIMARY KEY (project, step)
);

-- Who holds a step's lease, so that a lease of a dead process on this machine need not be waited for.
CREATE TABLE step_holders (
    lease TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    token BIGINT NOT NULL
);

CREATE TABLE run_events (
    run TEXT NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    step TEXT NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (run, number)
);

-- One random row: values from the environment enter keys as digests under this salt only.
CREATE TABLE pipeline_salt (
    id BIGINT NOT NULL PRIMARY KEY,
    salt TEXT NOT NULL
);
