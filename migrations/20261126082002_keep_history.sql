-- Deleting never erases history: what has begun says so for good, and what history rests on can be put away instead.

-- When a collaboration was first at work; one that was called off later was at work all the same, which only the audit log still knows.
ALTER TABLE collaborations ADD COLUMN started_at timestamptz;
UPDATE collaborations k SET started_at = coalesce(
    (SELECT min(a.at) FROM audit_log a WHERE a.object_kind = 'collaboration' AND a.object_id = k.id::text AND a.after ->> 'status' = 'active'),
    CASE WHEN k.status IN ('active', 'completed') THEN coalesce(k.updated_at, k.created_at) END);
ALTER TABLE collaborations ADD CONSTRAINT collaborations_at_work_since
    CHECK (started_at IS NOT NULL OR status NOT IN ('active', 'completed'));

-- Archived rows stay, with everything that rests on them, and are hidden: from lists, from searches and from matching.
ALTER TABLE consultants ADD COLUMN archived_at timestamptz;
ALTER TABLE tenders ADD COLUMN archived_at timestamptz;
ALTER TABLE companies ADD COLUMN archived_at timestamptz;
CREATE INDEX consultants_archived_idx ON consultants (company_id, id) WHERE archived_at IS NOT NULL;
CREATE INDEX tenders_archived_idx ON tenders (company_id, id) WHERE archived_at IS NOT NULL;
CREATE INDEX companies_archived_idx ON companies (id) WHERE archived_at IS NOT NULL;
-- How many a list has is counted by these indexes alone, so they know what is archived.
DROP INDEX consultants_company_idx, consultants_status_idx, consultants_remote_idx;
CREATE INDEX consultants_company_idx ON consultants (company_id, id) INCLUDE (archived_at);
CREATE INDEX consultants_status_idx ON consultants (status, company_id) INCLUDE (archived_at);
CREATE INDEX consultants_remote_idx ON consultants (remote_work, company_id, id) INCLUDE (archived_at);
DROP INDEX tenders_company_idx, tenders_company_status_idx, tenders_status_idx, tenders_remote_idx;
CREATE INDEX tenders_company_idx ON tenders (company_id, id) INCLUDE (archived_at);
CREATE INDEX tenders_company_status_idx ON tenders (company_id, status, id) INCLUDE (archived_at);
CREATE INDEX tenders_status_idx ON tenders (status, company_id) INCLUDE (archived_at);
CREATE INDEX tenders_remote_idx ON tenders (remote_allowed, company_id, id) INCLUDE (archived_at);
