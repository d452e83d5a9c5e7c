-- Times are microseconds since 1970 in UTC, structured values JSON.

-- How far an endpoint's monitor has come.
CREATE TABLE monitor_progress (
    endpoint TEXT NOT NULL PRIMARY KEY,
    capture_number BIGINT NOT NULL,
    feedback_sequence BIGINT NOT NULL,
    change_revision BIGINT NOT NULL,
    memory TEXT NOT NULL,
    ran_at BIGINT NOT NULL
);

-- Counts of a version's traffic in a stretch of time: they add up, so that late rows find their window.
CREATE TABLE monitor_windows (
    endpoint TEXT NOT NULL,
    version BIGINT NOT NULL,
    start_at BIGINT NOT NULL,
    end_at BIGINT NOT NULL,
    counts TEXT NOT NULL,
    result TEXT NOT NULL,
    performance TEXT NOT NULL,
    judged BIGINT NOT NULL,
    labelled BIGINT NOT NULL,
    PRIMARY KEY (endpoint, start_at, version)
);

-- Answers and what turned out to be true, by the window of the answer.
CREATE TABLE monitor_labelled (
    endpoint TEXT NOT NULL,
    version BIGINT NOT NULL,
    start_at BIGINT NOT NULL,
    chunk BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (endpoint, start_at, version, chunk)
);

-- Truths whose prediction has not been captured yet.
CREATE TABLE monitor_unmatched (
    endpoint TEXT NOT NULL,
    prediction_id TEXT NOT NULL,
    truth TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (endpoint, prediction_id)
);

-- Which prediction ids a capture file holds, so that feedback is looked for where it can be.
CREATE TABLE monitor_files (
    endpoint TEXT NOT NULL,
    number BIGINT NOT NULL,
    path TEXT NOT NULL,
    first_id TEXT NOT NULL,
    last_id TEXT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (endpoint, number)
);

-- What was measured last, for requirements.
CREATE TABLE monitor_live (
    endpoint TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL,
    at BIGINT NOT NULL
);
