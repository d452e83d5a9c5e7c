-- Times are microseconds since 1970 in UTC, digests lower-case hexadecimal digits, structured values JSON.

CREATE TABLE models (
    name TEXT NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL
);

CREATE TABLE model_versions (
    model TEXT NOT NULL REFERENCES models (name),
    version BIGINT NOT NULL,
    digest TEXT NOT NULL,
    bundle TEXT NOT NULL,
    origin TEXT NOT NULL,
    run TEXT,
    lineage TEXT NOT NULL,
    gate TEXT NOT NULL,
    blocked BIGINT NOT NULL,
    measurements TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    PRIMARY KEY (model, version)
);
CREATE UNIQUE INDEX model_versions_by_digest ON model_versions (model, digest);
CREATE INDEX model_versions_by_bundle ON model_versions (bundle);

CREATE TABLE model_aliases (
    model TEXT NOT NULL,
    alias TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (model, alias),
    FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
);

CREATE TABLE model_test_looks (
    model TEXT NOT NULL,
    test_split TEXT NOT NULL,
    bundle TEXT NOT NULL,
    run TEXT NOT NULL,
    looked_at BIGINT NOT NULL,
    looked_by TEXT NOT NULL,
    PRIMARY KEY (model, test_split, bundle)
);

CREATE TABLE model_evidence (
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    PRIMARY KEY (model, version, kind, recorded_at),
    FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
);
