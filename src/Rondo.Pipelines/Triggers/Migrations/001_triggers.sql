-- Times are microseconds since 1970 in UTC, structured values JSON.

CREATE TABLE trigger_firings (
    name TEXT NOT NULL,
    number BIGINT NOT NULL,
    project TEXT NOT NULL,
    kind TEXT NOT NULL,
    cause TEXT NOT NULL,
    fired_at BIGINT NOT NULL,
    fired_by TEXT NOT NULL,
    evidence TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (name, number)
);
CREATE UNIQUE INDEX trigger_firings_by_cause ON trigger_firings (name, cause);

CREATE TABLE trigger_schedules (
    name TEXT NOT NULL PRIMARY KEY,
    schedule TEXT NOT NULL,
    last_due BIGINT NOT NULL
);
