-- Times are microseconds since 1970 in UTC, structured values JSON.

CREATE TABLE retrainings (
    id TEXT NOT NULL PRIMARY KEY,
    endpoint TEXT NOT NULL,
    project TEXT NOT NULL,
    model TEXT NOT NULL,
    kind TEXT NOT NULL,
    cause TEXT NOT NULL,
    alert TEXT,
    reason TEXT NOT NULL,
    requested_by TEXT NOT NULL,
    state TEXT NOT NULL,
    champion BIGINT NOT NULL,
    challenger BIGINT,
    review TEXT,
    labels BIGINT NOT NULL,
    feedback_sequence BIGINT NOT NULL,
    evidence TEXT NOT NULL,
    outcome TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX retrainings_by_endpoint ON retrainings (endpoint, id);
CREATE UNIQUE INDEX retrainings_running ON retrainings (endpoint) WHERE ended_at IS NULL;
CREATE INDEX retrainings_by_challenger ON retrainings (model, challenger);
