CREATE INDEX run_events_by_time ON run_events (at);
