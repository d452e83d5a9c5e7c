-- Times are microseconds since 1970 in UTC, digests lower-case hexadecimal digits, structured values JSON.

CREATE TABLE endpoints (
    name TEXT NOT NULL PRIMARY KEY,
    project TEXT NOT NULL,
    model TEXT NOT NULL,
    version BIGINT,
    former_version BIGINT,
    state TEXT NOT NULL,
    revision BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    reason TEXT NOT NULL
);

CREATE TABLE endpoint_changes (
    endpoint TEXT NOT NULL,
    revision BIGINT NOT NULL,
    action TEXT NOT NULL,
    version BIGINT,
    former_version BIGINT,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (endpoint, revision)
);
