-- Predictions of a file whose id an earlier one of the endpoint had for another record, and the last of these ids.

ALTER TABLE capture_files ADD COLUMN repeated BIGINT NOT NULL DEFAULT 0;
ALTER TABLE capture_files ADD COLUMN repeated_id TEXT;
