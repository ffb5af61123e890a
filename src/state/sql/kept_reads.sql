-- What merge read of its inputs: see state/kept_reads.c.

-- name: merge_settings
-- Beside the ledger, which sorts meanwhile: each page is read or written once.
PRAGMA main.cache_size = -2048;
PRAGMA temp.cache_size = -2048;

-- name: kept_read
SELECT size, data FROM main.kept WHERE name = ? AND key = ?;

-- name: new_kept_reads
-- data NULL: as it is in the file.
CREATE TEMP TABLE IF NOT EXISTS met(
    name TEXT PRIMARY KEY, key TEXT, size INTEGER, data BLOB);

-- name: add_kept_read
INSERT OR REPLACE INTO temp.met VALUES(?, ?, ?, ?);

-- name: take_kept_reads
DELETE FROM main.kept WHERE name NOT IN (SELECT name FROM temp.met);
INSERT OR REPLACE INTO main.kept
SELECT name, key, size, data FROM temp.met WHERE data IS NOT NULL ORDER BY name;
DELETE FROM temp.met;
