-- Looking back: a risk's life, and the quarters.

-- name: alias
-- The id by which a risk is known now, where it is another.
SELECT new FROM main.alias
WHERE old = ?1 AND NOT EXISTS (SELECT 1 FROM main.life WHERE key = ?1);

-- name: heading
-- Last seen: in the last run in which its file was there.
SELECT p.department, r.business, r.asset, r.medium, r.owner,
    (SELECT date FROM main.run WHERE id = l.first_run),
    (SELECT date FROM main.run
        WHERE id = coalesce(l.last_run, i.last_run,
            (SELECT max(id) FROM main.run)))
FROM main.life l
    LEFT JOIN main.risk r ON r.id = l.risk
    LEFT JOIN main.place p ON p.id = r.place
    LEFT JOIN main.input i ON i.id = p.input
WHERE l.key = ?;

-- name: steps
-- Of a run the risk's own first.
SELECT s.run, r.date, s.present, s.level, s.importance, s.likelihood,
    s.priority, s.class, p.file, p.sheet, s.row, s.what, s.treatment,
    s.control, s.who, s.due, s.due_before, s.reason, s.proposed, s.status,
    s.done
FROM (
        SELECT run, present, level, importance, likelihood, priority, class,
            spot, row, what, 0 AS treatment, NULL AS task, NULL AS nth,
            NULL AS control, NULL AS who, NULL AS due, NULL AS due_before,
            NULL AS reason, NULL AS proposed, NULL AS status, NULL AS done
        FROM main.step
        WHERE key = ?1
        UNION ALL
        SELECT run, 1, NULL, NULL, NULL, NULL, NULL, spot, row, what, 1, task,
            nth, control, who, due, due_before, reason, proposed, status, done
        FROM main.item_step
        WHERE key = ?1) s
    JOIN main.run r ON r.id = s.run
    LEFT JOIN main.spot p ON p.id = s.spot
ORDER BY s.run, s.treatment, s.row, s.task, s.nth, s.what;

-- name: trend
-- One row a quarter that has runs; ?1 is the month that begins the fiscal year.
-- The numbers are those of its last night, or without one of its last close, by
-- their dates: a clock may have been set back. Those of treatments are the
-- close's, too, where the nights saw none.
SELECT quarter / 4, quarter % 4 + 1, s.date, runs, s.risks, s.high, s.medium,
    s.low, s.unassessed, all_flagged,
    CASE WHEN c.id THEN c.overdue ELSE s.overdue END,
    CASE WHEN c.id IS NULL THEN s.unplanned END,
    CASE WHEN c.id THEN c.treatments - c.done ELSE s.open END,
    CASE WHEN c.id THEN c.done ELSE s.done END, s.unconfirmed
FROM (
    SELECT *, count(*) OVER q AS runs, sum(flagged) OVER q AS all_flagged,
        first_value(close) OVER (
            PARTITION BY quarter
            ORDER BY close IS NULL, date DESC, id DESC) AS last_close,
        row_number() OVER (
            PARTITION BY quarter
            ORDER BY close IS NOT NULL, date DESC, id DESC) AS n
    FROM (
        SELECT *, fiscal_quarter(date, ?1) AS quarter
        FROM (
            SELECT NULL AS close, id, date, risks, high, medium, low,
                unassessed, flagged, overdue, unplanned, open, done,
                unconfirmed
            FROM main.run
            UNION ALL
            SELECT id, id, date, risks, high, medium, low, unassessed, 0,
                NULL, NULL, 0, 0, unconfirmed
            FROM main.close))
    WINDOW q AS (PARTITION BY quarter)) s
    LEFT JOIN main.close c ON c.id = last_close AND coalesce(open + s.done, 0) = 0
WHERE n = 1
ORDER BY quarter;
