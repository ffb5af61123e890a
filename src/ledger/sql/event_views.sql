-- Events of assessment reports and the assets that they are about. An event is
-- a view on its assets: the register counts those.

-- name: events_schema
-- The assets that have a number in their list, and which assets an event names;
-- both by the order in which they were taken (nth), which stays when what is
-- known of a risk changes.
CREATE TABLE numbered(
    number TEXT, input INTEGER, department INTEGER, place INTEGER, asset INTEGER);
CREATE TABLE view_of(
    event INTEGER, asset INTEGER, PRIMARY KEY(event, asset)) WITHOUT ROWID;
CREATE INDEX viewed ON view_of(asset);
-- Assets of which an event says how likely it is, and the file that says so.
CREATE TABLE rated(place INTEGER, report TEXT);
CREATE INDEX IF NOT EXISTS risk_nth ON risk(nth);

-- fragment: is_view
-- A risk r is an event that is a view on its assets.
(r.id >= @LDB_VIEW@ << @LDB_NTH_BITS@)

-- name: any_event
-- Also one of an earlier run.
SELECT EXISTS (SELECT 1 FROM place WHERE reported AND input IS NOT NULL)
    OR EXISTS (SELECT 1 FROM risk r WHERE @is_view@);

-- name: count_views
-- All, and those of an earlier run, by class.
SELECT count(*), count(*) FILTER (WHERE p.input IS NULL),
    count(*) FILTER (WHERE p.input IS NULL AND r.class = @RT_LOW@),
    count(*) FILTER (WHERE p.input IS NULL AND r.class = @RT_MEDIUM@),
    count(*) FILTER (WHERE p.input IS NULL AND r.class = @RT_HIGH@)
FROM risk r JOIN place p ON p.id = r.place
WHERE @is_view@;

-- name: assets
SELECT r.nth, p.input, r.department, r.place, r.data
FROM risk r NOT INDEXED CROSS JOIN place p ON p.id = r.place
WHERE p.input IS NOT NULL AND (NOT p.reported OR r.report_no IS NULL);

-- name: add_number
INSERT INTO numbered VALUES(?, ?, ?, ?, ?);

-- name: index_numbers
CREATE INDEX number_of ON numbered(number, input);
-- Which files have numbers of which departments.
CREATE TABLE numbering AS SELECT DISTINCT department, input FROM numbered;

-- name: reports
-- The sheets with events, and the list of each: that of its own book, else what
-- its department's files have. lone: the only file of the run with numbers.
SELECT p.id, p.input, p.file, p.sheet,
    EXISTS (SELECT 1 FROM numbering n WHERE n.input = p.input),
    (SELECT CASE WHEN count(DISTINCT input) = 1 THEN max(input) END
        FROM numbering)
FROM place p
WHERE p.reported AND p.input IS NOT NULL
    AND p.id IN (SELECT place FROM risk WHERE report_no IS NOT NULL)
ORDER BY p.id;

-- name: events_of
SELECT r.nth, r.department, d.text, p.file, p.sheet, p.csv, r.row, r.asset_col,
    r.key, r.data
FROM risk r CROSS JOIN place p ON p.id = r.place
    LEFT JOIN label d ON d.id = r.department
WHERE r.place = ? AND r.report_no IS NOT NULL
ORDER BY r.row, r.nth;

-- name: lists_of_department
-- Its files with numbers: their number, and one of them.
SELECT count(*), max(input) FROM numbering WHERE department = ?;

-- fragment: of_number
-- The assets n of number ?1 in list ?2, those of department ?3 where it has some.
n.number = ?1 AND n.input = ?2
    AND (n.department IS ?3
        OR NOT EXISTS (
            SELECT 1 FROM numbered o
            WHERE o.number = ?1 AND o.input = ?2 AND o.department IS ?3))

-- name: find_number
-- On how many sheets they are.
SELECT count(DISTINCT n.place) FROM numbered n WHERE @of_number@;

-- name: add_views
INSERT OR IGNORE INTO view_of
SELECT ?4, n.asset FROM numbered n WHERE @of_number@;

-- name: add_all_views
-- All of list ?2, or of department ?3 there.
INSERT OR IGNORE INTO view_of
SELECT ?1, n.asset FROM numbered n
WHERE n.input = ?2 AND (?3 IS NULL OR n.department IS ?3);

-- name: kept_events
-- Of an earlier run: the ids of their assets are known.
SELECT r.nth, r.data
FROM risk r CROSS JOIN place p ON p.id = r.place
WHERE p.input IS NULL AND @is_view@
ORDER BY r.nth;

-- name: add_view_by_id
INSERT OR IGNORE INTO view_of
SELECT ?1, r.nth FROM risk r WHERE r.key = ?2 AND NOT @is_view@;

-- name: event_before
SELECT data FROM previous WHERE key = ? AND severity >= @LDB_VIEW@ LIMIT 1;

-- name: viewing_events
SELECT DISTINCT event FROM view_of ORDER BY event;

-- name: hidden_events
-- Those that are worse than each of their assets, which are judged by the same
-- criteria.
SELECT v.event
FROM view_of v
    CROSS JOIN risk r ON r.nth = v.event
    CROSS JOIN risk a ON a.nth = v.asset
GROUP BY v.event
HAVING max(r.level) > max(a.level) AND max(a.profile) = max(r.profile)
    AND min(a.profile) = max(r.profile)
ORDER BY v.event;

-- name: viewed_assets
SELECT DISTINCT asset FROM view_of ORDER BY asset;

-- name: unviewing_events
-- Kept ones whose assets are all gone.
SELECT r.nth FROM risk r
WHERE @is_view@ AND r.nth NOT IN (SELECT event FROM view_of)
ORDER BY r.nth;

-- name: linked_risk
SELECT @risk_columns@, r.nth
FROM risk r
    @row_joins@
WHERE r.nth = ?;

-- name: assets_of_event
SELECT @risk_columns@, r.nth
FROM view_of v
    CROSS JOIN risk r ON r.nth = v.asset
    @row_joins@
WHERE v.event = ?
ORDER BY r.severity, r.nth;

-- name: events_of_asset
-- The worst first.
SELECT @risk_columns@, r.nth
FROM view_of v
    CROSS JOIN risk r ON r.nth = v.event
    @row_joins@
WHERE v.asset = ?
ORDER BY r.severity, r.nth;

-- name: change_risk
UPDATE risk SET (id, severity, department, key, @risk_names@)
    = (?, ?, (SELECT id FROM label WHERE text = ?), ?, @risk_marks@)
WHERE nth = ?;

-- name: judging_profile
SELECT data FROM profile WHERE name = ?1 AND own = ?2;

-- name: drop_views
-- Of the events of a sheet.
DELETE FROM view_of
WHERE event IN (SELECT nth FROM risk WHERE place = ?);

-- name: rated_otherwise
-- Events of a sheet whose importance none of their assets has, as far as all of
-- them are known.
SELECT count(*)
FROM (
    SELECT r.nth
    FROM risk r
        CROSS JOIN view_of v ON v.event = r.nth
        CROSS JOIN risk a ON a.nth = v.asset
    WHERE r.place = ? AND r.importance IS NOT NULL
    GROUP BY r.nth
    HAVING count(a.importance) = count(*)
        AND max(a.importance = r.importance) = 0);

-- name: file_of_input
SELECT file FROM input WHERE id = ?;

-- name: add_rated
INSERT INTO rated SELECT place, ?2 FROM risk WHERE nth = ?1;

-- name: rated_places
-- Lists of whose assets reports say how likely it is: how many, and which file
-- says it.
SELECT p.input, p.file, p.sheet, p.csv, count(*), min(t.report)
FROM rated t JOIN place p ON p.id = t.place
GROUP BY p.id
ORDER BY p.id;

-- name: drop_blank
-- That the importance of a risk is blank, and nothing else.
DELETE FROM finding
WHERE code = @RT_VA303@
    AND (input, coalesce(sheet, ''), row) = (
        SELECT p.input, p.sheet, r.row
        FROM risk r JOIN place p ON p.id = r.place
        WHERE r.nth = ? AND r.likelihood IS NOT NULL);

-- name: drop_answered
-- What was said of a list or a report as it was read, and is no longer so.
DELETE FROM finding
WHERE code = @RT_TP429@
    AND NOT EXISTS (
        SELECT 1 FROM place p CROSS JOIN risk r ON r.place = p.id
        WHERE p.input = finding.input AND p.reported
            AND r.department IS NULL);
DELETE FROM finding
WHERE code = @RT_TP305@
    AND EXISTS (
        SELECT 1 FROM rated t JOIN place p ON p.id = t.place
        WHERE p.input = finding.input
            AND p.sheet = coalesce(finding.sheet, ''))
    AND NOT EXISTS (
        SELECT 1 FROM place p CROSS JOIN risk r ON r.place = p.id
        WHERE p.input = finding.input AND p.sheet = coalesce(finding.sheet, '')
            AND r.likelihood IS NULL);

-- name: input_of_risk
SELECT coalesce(p.input, 0)
FROM risk r JOIN place p ON p.id = r.place
WHERE r.nth = ?;
