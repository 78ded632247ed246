-- Whose turn it is stands in an index: an execution that is due has a place in the line of its kind and priority, given when it becomes due
-- (start-time fair queueing: Goyal, Vin, Cheng, SIGCOMM 1996). A company's next place is the later of the place that is served now and its own last
-- one plus one, so that of two companies that wait each is served in turn, however much the one has. A claim reads the first rows of each line,
-- whatever stands behind them.
--
-- seated: it stands in line, and is due. What waits for a later time, or for its children, stands beside the line meanwhile.
-- line:   0, or the company where a limit of its own holds it back, so that a claim passes over it as a whole.
ALTER TABLE executions
    ADD COLUMN place bigint,
    ADD COLUMN seated boolean NOT NULL DEFAULT false,
    ADD COLUMN line bigint NOT NULL DEFAULT 0,
    ADD CHECK (place IS NOT NULL OR NOT seated);

-- The place that is served now. Not logged, as the next table is not: both are written at every enqueue or claim, and what a crash of Postgres
-- forgets is only whose turn it was.
CREATE UNLOGGED TABLE execution_lines (
    queue      text NOT NULL,
    kind       text NOT NULL,
    priority   smallint NOT NULL,
    -- Always null: a line is the platform's.
    company_id bigint,
    served     bigint NOT NULL,
    PRIMARY KEY (queue, kind, priority)
) WITH (fillfactor = 10);

-- The next place of each company (0: none). A row is held for one statement.
CREATE UNLOGGED TABLE execution_turns (
    queue      text NOT NULL,
    kind       text NOT NULL,
    priority   smallint NOT NULL,
    company_id bigint NOT NULL,
    -- Of what comes back for another attempt: it does not stand behind all that its company has enqueued since.
    again      boolean NOT NULL,
    next       bigint NOT NULL,
    -- So many places were taken last.
    taken      bigint NOT NULL,
    PRIMARY KEY (queue, kind, priority, company_id, again)
) WITH (fillfactor = 50);

-- A line that nobody knows (a new kind, or Postgres has crashed) is served where its first row stands: what comes would else stand before all that wait.
CREATE FUNCTION served_now(line_queue text, line_kind text, line_priority smallint) RETURNS bigint
    LANGUAGE sql STABLE
    RETURN coalesce(
        (SELECT served FROM execution_lines WHERE queue = line_queue AND kind = line_kind AND priority = line_priority),
        (SELECT min(place) FROM executions
         WHERE queue = line_queue AND kind = line_kind AND priority = line_priority AND status = 'queued' AND seated),
        1);

-- Those that wait now get in line as they would have.
UPDATE executions e SET place = o.place, seated = e.status = 'running' OR e.scheduled_at <= now(),
    line = coalesce((SELECT l.company_id FROM execution_limits l WHERE l.kind = e.kind AND l.company_id = e.company_id), 0)
FROM (SELECT id, row_number() OVER (PARTITION BY queue, kind, coalesce(company_id, 0), priority ORDER BY scheduled_at, id) AS place FROM executions) o
WHERE o.id = e.id;
INSERT INTO execution_turns (queue, kind, priority, company_id, again, next, taken)
SELECT queue, kind, priority, coalesce(company_id, 0), false, max(place) + 1, 0 FROM executions GROUP BY 1, 2, 3, 4;

DROP INDEX executions_fair_idx;
CREATE INDEX executions_line_idx ON executions (queue, kind, payload_version, line, priority, place) WHERE status = 'queued' AND seated;
CREATE INDEX executions_later_idx ON executions (queue, scheduled_at) WHERE status = 'queued' AND NOT seated;
