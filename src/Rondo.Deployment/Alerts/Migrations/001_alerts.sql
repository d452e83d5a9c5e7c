-- Times are microseconds since 1970 in UTC, structured values JSON.

CREATE TABLE alerts (
    id TEXT NOT NULL PRIMARY KEY,
    endpoint TEXT NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    state TEXT NOT NULL,
    sentence TEXT NOT NULL,
    evidence TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    fired_at BIGINT,
    fired_sequence BIGINT,
    resolved_at BIGINT,
    silenced_until BIGINT,
    owner TEXT NOT NULL
);
CREATE UNIQUE INDEX alerts_open ON alerts (endpoint, rule) WHERE state <> 'resolved';
CREATE UNIQUE INDEX alerts_by_firing ON alerts (fired_sequence);
CREATE INDEX alerts_by_time ON alerts (changed_at);

CREATE TABLE alert_events (
    alert TEXT NOT NULL REFERENCES alerts (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    state TEXT NOT NULL,
    actor TEXT NOT NULL,
    comment TEXT NOT NULL,
    PRIMARY KEY (alert, number)
);

-- What is to be told, kept until it is. A channel is its place in the project's monitor.notify; addresses and secrets stay out.
CREATE TABLE alert_outbox (
    id TEXT NOT NULL PRIMARY KEY,
    endpoint TEXT NOT NULL,
    channel BIGINT NOT NULL,
    content TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    problem TEXT NOT NULL
);
CREATE INDEX alert_outbox_due ON alert_outbox (state, next_at);
