-- Times are microseconds since 1970 in UTC, structured values JSON.

CREATE TABLE reviews (
    id TEXT NOT NULL PRIMARY KEY,
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    risk TEXT NOT NULL,
    needed BIGINT NOT NULL,
    authors TEXT NOT NULL,
    reviewers TEXT NOT NULL,
    gate TEXT NOT NULL,
    blocked BIGINT NOT NULL,
    evidence TEXT NOT NULL,
    reason TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    opened_by TEXT NOT NULL,
    settled_at BIGINT,
    settled_because TEXT,
    handed_over BIGINT NOT NULL,
    FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
);
CREATE INDEX reviews_by_version ON reviews (model, version);
CREATE UNIQUE INDEX reviews_open ON reviews (model, version) WHERE state = 'open';

CREATE TABLE review_decisions (
    review TEXT NOT NULL REFERENCES reviews (id),
    person TEXT NOT NULL,
    approves BIGINT NOT NULL,
    reason TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (review, person)
);
