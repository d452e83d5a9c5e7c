CREATE TABLE models (
    name TEXT NOT NULL PRIMARY KEY,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL
);

CREATE TABLE model_versions (
    model TEXT NOT NULL REFERENCES models (name),
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    bundle TEXT NOT NULL,
    origin TEXT NOT NULL,
    run TEXT,
    lineage TEXT NOT NULL,
    risk TEXT NOT NULL,
    gate TEXT NOT NULL,
    blocked INTEGER NOT NULL,
    measurements TEXT NOT NULL,
    card TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    PRIMARY KEY (model, version)
);

CREATE UNIQUE INDEX model_versions_by_digest ON model_versions (model, digest);

CREATE TABLE model_aliases (
    model TEXT NOT NULL REFERENCES models (name),
    alias TEXT NOT NULL,
    version INTEGER NOT NULL,
    changed_at TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (model, alias),
    FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
);

CREATE TABLE test_looks (
    model TEXT NOT NULL,
    test_split TEXT NOT NULL,
    bundle TEXT NOT NULL,
    run TEXT NOT NULL,
    looked_at TEXT NOT NULL,
    looked_by TEXT NOT NULL,
    PRIMARY KEY (model, test_split, bundle)
);

CREATE TABLE evidence (
    model TEXT NOT NULL,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    PRIMARY KEY (model, version, kind, recorded_at),
    FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
);
