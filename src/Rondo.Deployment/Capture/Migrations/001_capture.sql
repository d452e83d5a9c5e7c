-- Times are microseconds since 1970 in UTC.

CREATE TABLE capture_files (
    endpoint TEXT NOT NULL,
    number BIGINT NOT NULL,
    path TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (endpoint, number)
);

CREATE TABLE feedback (
    endpoint TEXT NOT NULL,
    prediction_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    truth TEXT NOT NULL,
    observed_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (endpoint, prediction_id)
);
CREATE UNIQUE INDEX feedback_by_sequence ON feedback (endpoint, sequence);
