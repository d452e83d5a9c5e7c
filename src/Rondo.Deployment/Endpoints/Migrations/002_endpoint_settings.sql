-- What was asked of the endpoint besides its version (ServeSettings as JSON).

ALTER TABLE endpoints ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
