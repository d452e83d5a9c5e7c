-- Requests of each minute, summed over all servers. Times are microseconds since 1970 in UTC; latencies are "bin:count" with a space
-- between, of the answered requests; a bin may stand more than once.

CREATE TABLE endpoint_traffic (
    endpoint TEXT NOT NULL,
    at BIGINT NOT NULL,
    ok BIGINT NOT NULL,
    invalid BIGINT NOT NULL,
    error BIGINT NOT NULL,
    shed BIGINT NOT NULL,
    latencies TEXT NOT NULL,
    PRIMARY KEY (endpoint, at)
);
