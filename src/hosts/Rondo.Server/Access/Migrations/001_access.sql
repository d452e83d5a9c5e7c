-- Times are microseconds since 1970 in UTC.

CREATE TABLE users (
    name TEXT NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL
);

-- The project '*' means every project.
CREATE TABLE user_roles (
    user_name TEXT NOT NULL REFERENCES users (name),
    project TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (user_name, project)
);

-- hash: SHA-256 of the token's 32 random bytes, hexadecimal. The token itself is shown once and kept nowhere.
-- parent: the token with which a browser signed in.
CREATE TABLE tokens (
    id TEXT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    user_name TEXT NOT NULL REFERENCES users (name),
    label TEXT NOT NULL,
    parent TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT,
    used_at BIGINT
);
CREATE INDEX tokens_by_parent ON tokens (parent);
