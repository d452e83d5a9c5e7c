-- Times are microseconds since 1970 in UTC.

-- status 0: the first request is still at work.
CREATE TABLE stored_answers (
    caller TEXT NOT NULL,
    request_key TEXT NOT NULL,
    asked TEXT NOT NULL,
    status BIGINT NOT NULL,
    content_type TEXT,
    location TEXT,
    body TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (caller, request_key)
);
CREATE INDEX stored_answers_by_time ON stored_answers (created_at);

CREATE TABLE schedules (
    name TEXT NOT NULL PRIMARY KEY,
    due_when TEXT NOT NULL,
    next_at BIGINT,
    last_at BIGINT
);
