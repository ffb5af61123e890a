-- The differences, as events with all that is reported of them. reported lists them
-- narrowly, by risk id; event is the same with the texts, taken from wherever
-- the rows lie, so that reading it asks nothing more of the file. flagged is
-- the memory of what is not resolved yet.

-- fragment: risk_is_watched
-- A risk as it will be, by its key in `k` and its earlier key in `o`.
coalesce(
    (SELECT d.risk IS NOT NULL AND watched(coalesce(d.level, d.b_level),
            coalesce(d.class, d.b_class))
        FROM temp.diff d WHERE d.key = k),
    (SELECT l.present AND watched(l.level, l.class)
        FROM main.life l WHERE l.key = o),
    0)

-- fragment: item_is_open
-- The same for its treatments.
(EXISTS (
        SELECT 1 FROM temp.new_item i
        WHERE i.key = k
            AND (i.lapsed OR i.unsigned OR (i.overdue AND i.watched)))
    OR (NOT EXISTS (SELECT 1 FROM temp.item_hit h WHERE h.key = k)
        AND EXISTS (
            SELECT 1 FROM main.item i
            WHERE i.key = o
                AND (i.lapsed OR i.unsigned
                    OR (i.done = 0 AND i.due < (SELECT now FROM temp.opt)
                        AND @old_item_is_watched@)))))

-- fragment: item_event_columns
-- The end that was put off, and why a treatment is among the events.
CASE WHEN kind = @RT_EVENT_SLIPPED@ THEN b_due END,
CASE WHEN kind = @RT_EVENT_LAPSED@
        OR (kind = @RT_EVENT_SLIPPED@ AND due IS NULL)
    THEN why END

-- name: choose_events
-- kind: an enum rt_event_kind.
CREATE TEMP TABLE reported(
    kind INTEGER, key, old, risk INTEGER, plan INTEGER, level_before INTEGER,
    class_before INTEGER, level INTEGER, class INTEGER, due_before TEXT,
    reason TEXT);
INSERT INTO temp.reported
SELECT what, key, old, coalesce(risk, b_risk), NULL, b_level, b_class, level,
    class, NULL, NULL
FROM temp.diff
WHERE reported;
INSERT INTO temp.reported
SELECT kind, key, old, NULL, plan, NULL, NULL, NULL, NULL, @item_event_columns@
FROM temp.item_event JOIN temp.new_item USING(id);
CREATE TEMP TABLE flagged_now(key PRIMARY KEY, old) WITHOUT ROWID;
INSERT OR IGNORE INTO temp.flagged_now
SELECT key, old FROM temp.reported
WHERE kind < @RT_EVENT_REMINDER@ OR kind = @RT_EVENT_UNSIGNED@;
-- What was flagged before and may be resolved, or is due again.
CREATE TEMP TABLE doubt(
    k PRIMARY KEY, o, due INTEGER, open INTEGER) WITHOUT ROWID;
INSERT OR IGNORE INTO temp.doubt
SELECT d.key, f.key, coalesce(f.told <= (SELECT cutoff FROM temp.opt), 0), 0
FROM (
    SELECT key, old FROM temp.diff
    UNION
    SELECT key, old FROM temp.item_hit) d
    CROSS JOIN main.flagged f ON f.key = d.old;
INSERT OR IGNORE INTO temp.doubt
SELECT key, key, 1, 0
FROM main.flagged
WHERE told <= (SELECT cutoff FROM temp.opt)
    AND key NOT IN (SELECT old FROM temp.new_alias);
UPDATE temp.doubt SET open = @risk_is_watched@ OR @item_is_open@;
INSERT INTO temp.reported
SELECT @RT_EVENT_REMINDER@, k, o, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL
FROM temp.doubt
WHERE due AND open AND k NOT IN (SELECT key FROM temp.flagged_now);

-- name: choose_standing
-- With `all`: the risks at the level of which there is nothing new, and those
-- that could not be looked at, as they were.
INSERT INTO temp.reported
SELECT iif(s.lost, @RT_EVENT_UNCONFIRMED@, @RT_EVENT_STANDING@), s.key, s.old,
    s.risk, NULL, NULL, NULL, iif(s.lost OR NOT s.unknown, s.level, NULL),
    iif(s.lost OR NOT s.unknown, s.class, NULL), NULL, NULL
FROM (
    SELECT t.key, t.old, t.risk, t.level, t.class, t.unknown,
        coalesce(t.lost, r.lost OR i.fate IN (@SDB_FAILED@, @SDB_MISSING@)) AS lost
    FROM (
        SELECT key, old, risk, coalesce(level, b_level) AS level,
            coalesce(class, b_class) AS class, level IS NULL AS unknown,
            nullif(lost, 0) AS lost
        FROM temp.diff
        WHERE risk IS NOT NULL
        UNION ALL
        SELECT key, key, risk, level, class, unknown, NULL
        FROM main.life
        WHERE present AND key NOT IN (SELECT old FROM temp.hit)) t
        LEFT JOIN main.risk r ON r.id = t.risk
        LEFT JOIN main.place p ON p.id = r.place
        LEFT JOIN temp.new_input i ON i.id = p.input
    WHERE watched(t.level, t.class)
        AND t.key NOT IN (SELECT key FROM temp.reported)) s;

-- name: make_events
-- Of a treatment, where no row says so: its risk as it will be.
UPDATE temp.reported SET risk = d.risk, level = d.level, class = d.class
FROM temp.diff d
WHERE d.key = reported.key AND reported.risk IS NULL;
UPDATE temp.reported SET risk = l.risk,
    level = CASE WHEN NOT l.unknown THEN l.level END,
    class = CASE WHEN NOT l.unknown THEN l.class END
FROM main.life l
WHERE l.key = reported.old AND reported.risk IS NULL
    AND reported.key NOT IN (SELECT key FROM temp.diff);
-- Of a risk: its treatment, the next one due.
UPDATE temp.reported SET plan = coalesce(
    (SELECT i.plan FROM temp.new_item i
        WHERE i.key = reported.key
        ORDER BY i.done, i.due IS NULL, i.due, i.id
        LIMIT 1),
    (SELECT i.plan FROM main.item i
        WHERE i.key = reported.old
            AND reported.key NOT IN (SELECT key FROM temp.item_hit)
        ORDER BY i.done, i.due IS NULL, i.due, i.plan
        LIMIT 1))
WHERE plan IS NULL;

CREATE TEMP TABLE event(
    of_input INTEGER, kind INTEGER, key, department TEXT, business TEXT,
    asset TEXT, medium TEXT, owner TEXT, profile TEXT, file TEXT, sheet TEXT,
    row INTEGER, asset_col INTEGER, csv INTEGER, level_before INTEGER,
    level INTEGER, class_before INTEGER, class INTEGER, importance INTEGER,
    likelihood INTEGER, priority INTEGER, who TEXT, due TEXT,
    proposed INTEGER, due_before TEXT, status TEXT, plan_file TEXT, plan_sheet TEXT,
    plan_row INTEGER, control TEXT, approved_by TEXT, approved_on TEXT, since TEXT,
    code INTEGER, reason TEXT, file_before TEXT, sheet_index INTEGER,
    personal INTEGER);
-- A number is one row, here or there (gather.sql): coalesce finds it.
INSERT INTO temp.event
SELECT 0, t.kind, t.key,
    coalesce(np.department, mp.department, nl.department, ml.department),
    coalesce(nr.business, mr.business),
    coalesce(nr.asset, mr.asset, nl.asset, ml.asset),
    coalesce(nr.medium, mr.medium),
    coalesce(nr.owner, mr.owner, nl.owner, ml.owner),
    coalesce(np.profile, mp.profile),
    coalesce(ns.file, ms.file, li.name),
    coalesce(ns.sheet, ms.sheet, nl.sheet, ml.sheet),
    coalesce(nr.row, mr.row, nl.row, ml.row),
    coalesce(nr.asset_col, mr.asset_col), coalesce(np.csv, mp.csv),
    t.level_before,
    CASE WHEN t.risk IS NULL THEN coalesce(nl.level, ml.level)
        ELSE t.level END,
    t.class_before, t.class,
    CASE WHEN NOT coalesce(nr.lost, mr.lost)
        THEN coalesce(nr.importance, mr.importance) END,
    CASE WHEN NOT coalesce(nr.lost, mr.lost)
        THEN coalesce(nr.likelihood, mr.likelihood) END,
    CASE WHEN t.risk IS NULL THEN coalesce(nl.priority, ml.priority)
        WHEN NOT coalesce(nr.lost, mr.lost)
        THEN coalesce(nr.priority, mr.priority) END,
    coalesce(nl.who, ml.who), coalesce(nl.due, ml.due),
    coalesce(nl.proposed, ml.proposed, 0), t.due_before,
    coalesce(nl.status_raw, ml.status_raw),
    CASE WHEN t.of_plan THEN li.name END,
    CASE WHEN t.of_plan THEN coalesce(nl.sheet, ml.sheet) END,
    CASE WHEN t.of_plan THEN coalesce(nl.row, ml.row) END,
    coalesce(nl.control, ml.control),
    coalesce(nl.approved_by, ml.approved_by),
    coalesce(nl.approved_on, ml.approved_on),
    coalesce(f.since,
        CASE WHEN t.kind <= @RT_EVENT_REMINDER@
                OR t.kind = @RT_EVENT_UNSIGNED@
            THEN o.now END),
    0, t.reason, NULL, coalesce(np.sheet_index, mp.sheet_index, 0),
    CASE
        WHEN coalesce(nr.my_number, mr.my_number) THEN 3
        WHEN coalesce(nr.sensitive, mr.sensitive) THEN 2
        ELSE coalesce(nr.personal, mr.personal)
    END
FROM (
    SELECT *, kind IN (@RT_EVENT_OVERDUE@, @RT_EVENT_UNPLANNED@,
        @RT_EVENT_SLIPPED@, @RT_EVENT_LAPSED@, @RT_EVENT_UNSIGNED@) AS of_plan
    FROM temp.reported) t
    CROSS JOIN temp.opt o
    LEFT JOIN temp.new_risk nr ON nr.id = t.risk
    LEFT JOIN temp.new_place np ON np.id = nr.place
    LEFT JOIN main.risk mr ON mr.id = t.risk
    LEFT JOIN main.place mp ON mp.id = mr.place
    LEFT JOIN temp.new_spot ns ON ns.id = coalesce(np.spot, mp.spot)
    LEFT JOIN main.spot ms ON ms.id = coalesce(np.spot, mp.spot)
    LEFT JOIN temp.new_plan nl ON nl.id = t.plan
    LEFT JOIN main.plan ml ON ml.id = t.plan
    LEFT JOIN temp.new_input li ON li.id = coalesce(nl.input, ml.input)
    LEFT JOIN main.flagged f ON f.key = t.old;

INSERT INTO temp.event(of_input, kind, department, file, since, code, reason)
SELECT 1, @RT_EVENT_INPUT_FAILED@, department, name, since, code, reason
FROM temp.new_input
WHERE fate = @SDB_FAILED@ AND was IS NOT @RT_INPUT_FAILED@
UNION ALL
SELECT 1, @RT_EVENT_INPUT_MISSING@, department, name, since, 0, NULL
FROM temp.new_input
WHERE fate = @SDB_MISSING@ AND state = @RT_INPUT_MISSING@
    AND was IS NOT @RT_INPUT_MISSING@
UNION ALL
SELECT 1, @RT_EVENT_RETURNED@, department, name, NULL, 0, NULL
FROM temp.new_input
WHERE fate IN (@SDB_KEPT@, @SDB_READ@)
    AND (was IN (@RT_INPUT_FAILED@, @RT_INPUT_MISSING@)
        OR id IN (SELECT id FROM temp.emptied WHERE was))
    AND id NOT IN (SELECT id FROM temp.emptied WHERE now);
INSERT INTO temp.event(of_input, kind, department, since)
SELECT 1, @RT_EVENT_DEPARTMENT_MISSING@, d.department, o.now
FROM temp.new_silent d, temp.opt o
WHERE d.department NOT IN (SELECT department FROM main.silent)
    AND d.department NOT IN @missing_departments@;
INSERT INTO temp.event(of_input, kind, department, file, file_before)
SELECT 1, @RT_EVENT_RENAMED@, n.department, n.name, o.name
FROM temp.heir h
    JOIN temp.new_input o ON o.id = h.old
    JOIN temp.new_input n ON n.id = h.new;

-- name: explained
-- Departments with another name or another business, inputs that may be a part
-- of a file, have no rows or lost most risks, each with the text of its event.
SELECT iif(same, @RT_EVENT_CARRIED@, @RT_EVENT_DEPARTMENT_RENAMED@),
    iif(same, @RT_DL314@, @RT_DL310@), new, NULL, department,
    iif(same, n, new), iif(same, nullif(other, 0), n), NULL, NULL
FROM carried_over
UNION ALL
SELECT @RT_EVENT_DOUBTFUL@, @RT_DL317@, department, NULL, department, n, others,
    NULL, NULL
FROM in_doubt
UNION ALL
SELECT @RT_EVENT_INPUT_MISSING@, @RT_DL313@, b.department, b.name, b.name,
    i.name, b.ids, (
        SELECT count(*) FROM lost o JOIN before_row r ON r.id = o.before
        WHERE r.input = b.id), NULL
FROM before_input b
    JOIN matched m ON m.before = b.id
    JOIN now_input i ON i.id = m.now
WHERE b.why = @RT_IN_DOUBT@ AND b.forgotten IS NULL
UNION ALL
SELECT @RT_EVENT_REPLACED@, @RT_DL322@, coalesce(i.department, b.department),
    i.name, g.name, g.gone, g.ids, NULL, NULL
FROM mostly_gone g
    JOIN before_input b ON b.id = g.id
    JOIN now_input i ON i.id = g.now
UNION ALL
SELECT @RT_EVENT_INPUT_FAILED@, @RT_DL315@, i.department, i.name, i.name,
    CASE i.fate WHEN @SDB_KEPT@
        THEN (SELECT count(*) FROM main.place p JOIN main.risk r ON r.place = p.id
            WHERE p.input = e.id AND r.lost)
        ELSE (SELECT count(*)
            FROM temp.new_place p JOIN temp.new_risk r ON r.place = p.id
            WHERE p.input = e.id AND r.lost)
    END,
    NULL, NULL, i.since
FROM temp.emptied e JOIN temp.new_input i USING(id), temp.opt o
WHERE e.now AND (o.all_of_it OR NOT e.was);

-- name: add_explained
INSERT INTO temp.event(of_input, since, kind, code, department, file, reason)
SELECT 1, coalesce(?, now), ?, ?, ?, ?, ? FROM temp.opt;

-- name: add_lasting
-- With `all`: the inputs whose trouble was reported before.
INSERT INTO temp.event(of_input, kind, department, file, since, code, reason)
SELECT 1, @RT_EVENT_INPUT_FAILED@, department, name, since, code, reason
FROM temp.new_input
WHERE fate = @SDB_FAILED@ AND was = @RT_INPUT_FAILED@
UNION ALL
SELECT 1, @RT_EVENT_INPUT_MISSING@, department, name, since, 0, NULL
FROM temp.new_input
WHERE fate = @SDB_MISSING@ AND was >= @RT_INPUT_MISSING@
UNION ALL
SELECT 1, @RT_EVENT_DEPARTMENT_MISSING@, d.department, NULL, d.since, 0, NULL
FROM temp.new_silent n JOIN main.silent d USING(department)
WHERE d.department NOT IN @missing_departments@;

-- name: events
-- In the register's order: a risk of no class comes right after the high ones.
SELECT kind, key, department, business, asset, medium, owner, profile, file,
    sheet, row, asset_col, csv, level_before, level, class_before, class,
    importance, likelihood, priority, who, due, proposed, due_before, status,
    plan_file, plan_sheet, plan_row, control, approved_by, approved_on, since, code,
    reason, file_before
FROM temp.event
ORDER BY of_input, CASE WHEN of_input THEN kind END, department IS NULL,
    department, kind,
    coalesce(2 * coalesce(class, class_before), 2 * @RT_HIGH@ - 1) DESC,
    priority IS NULL, priority, coalesce(level, level_before) DESC,
    importance DESC, likelihood DESC, personal DESC, file, sheet_index, row,
    key, plan_file, plan_row;
