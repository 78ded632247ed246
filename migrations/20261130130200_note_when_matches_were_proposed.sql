-- Who was shown a match goes on reading it when it is withdrawn. When that was, the audit log knows of matches from before; one that was accepted was
-- proposed first.
ALTER TABLE matches ADD COLUMN proposed_at timestamptz;
UPDATE matches m SET proposed_at = a.at
    FROM (SELECT object_id, max(at) AS at FROM audit_log WHERE object_kind = 'match' AND action = 'propose' GROUP BY object_id) a
    WHERE a.object_id = m.id::text AND m.status <> 'pending';
UPDATE matches SET proposed_at = coalesce(decided_at, updated_at, created_at) WHERE proposed_at IS NULL AND status IN ('proposed', 'accepted');
