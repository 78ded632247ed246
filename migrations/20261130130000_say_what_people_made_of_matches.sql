-- What a person made or decided is history: it holds its consultant and its tender against removal. What generation found, and nobody looked at
-- or the system withdrew, goes with them. The one place of this rule, for the looks and for the deletions.
CREATE FUNCTION is_of_people(match matches) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN NOT (match.source = 'generated' AND (match.status = 'pending' OR match.cancelled_by IS NOT DISTINCT FROM 'system'));
