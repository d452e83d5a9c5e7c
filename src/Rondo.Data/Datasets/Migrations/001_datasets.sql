CREATE TABLE datasets (
  name TEXT NOT NULL PRIMARY KEY,
  project TEXT NOT NULL
);

CREATE TABLE dataset_versions (
  dataset TEXT NOT NULL REFERENCES datasets (name),
  version BIGINT NOT NULL,
  digest TEXT NOT NULL,
  run TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  PRIMARY KEY (dataset, version)
);

CREATE INDEX dataset_versions_digest ON dataset_versions (digest);
