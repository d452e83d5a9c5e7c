-- A journal is rolled to one file that has its name: two rows for one journal would count its predictions twice.

CREATE UNIQUE INDEX capture_files_by_path ON capture_files (path);
