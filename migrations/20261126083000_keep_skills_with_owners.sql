-- A list of consultants or tenders shows each one's skills, whose putting together was two thirds of what the list cost the database. Each owner
-- keeps them as the JSON that is shown; consultant_skills and tender_skills remain what is written and searched, and triggers carry over every
-- change, whoever makes it.
--
-- Order of locks, the same everywhere: skills, then consultants, then tenders, each by id. An owner is read anew only after it was locked, in a
-- statement of its own, which sees what the one before it in the queue has committed.
ALTER TABLE consultants ADD COLUMN skills_json json NOT NULL DEFAULT '[]';
ALTER TABLE tenders ADD COLUMN skills_json json NOT NULL DEFAULT '[]';

CREATE FUNCTION skills_of_consultant(consultant bigint) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT coalesce('[' || string_agg(row_to_json(k)::text, ',' ORDER BY k.name, k.skill_id) || ']', '[]')::json FROM (
        SELECT cs.consultant_id, s.id AS skill_id, s.name, s.category, cs.proficiency_level, cs.years_experience, cs.details
        FROM consultant_skills cs JOIN skills s ON s.id = cs.skill_id WHERE cs.consultant_id = consultant) k
$$;

CREATE FUNCTION skills_of_tender(tender bigint) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT coalesce('[' || string_agg(row_to_json(k)::text, ','
        ORDER BY array_position(ARRAY['required', 'preferred', 'nice_to_have'], k.importance), k.name, k.skill_id) || ']', '[]')::json FROM (
        SELECT ts.tender_id, s.id AS skill_id, s.name, s.category, ts.importance, ts.min_level, ts.details
        FROM tender_skills ts JOIN skills s ON s.id = ts.skill_id WHERE ts.tender_id = tender) k
$$;

UPDATE consultants SET skills_json = skills_of_consultant(id) WHERE id IN (SELECT consultant_id FROM consultant_skills);
UPDATE tenders SET skills_json = skills_of_tender(id) WHERE id IN (SELECT tender_id FROM tender_skills);

CREATE FUNCTION show_skills_of_consultants(ids bigint[], changed_at timestamptz DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM consultants WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
    UPDATE consultants SET skills_json = skills_of_consultant(id),
        updated_at = CASE WHEN changed_at IS NULL THEN updated_at ELSE greatest(changed_at, coalesce(updated_at, created_at) + interval '1 microsecond') END
        WHERE id = ANY (ids);
END $$;

CREATE FUNCTION show_skills_of_tenders(ids bigint[], changed_at timestamptz DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM tenders WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
    UPDATE tenders SET skills_json = skills_of_tender(id),
        updated_at = CASE WHEN changed_at IS NULL THEN updated_at ELSE greatest(changed_at, coalesce(updated_at, created_at) + interval '1 microsecond') END
        WHERE id = ANY (ids);
END $$;

-- A skill that comes in is held against being renamed meanwhile: who renames it would not see the entry yet.
CREATE FUNCTION consultant_skills_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM FROM skills WHERE id IN (SELECT skill_id FROM written) ORDER BY id FOR SHARE;
        PERFORM show_skills_of_consultants(ARRAY(SELECT DISTINCT consultant_id FROM written));
    ELSIF TG_OP = 'UPDATE' THEN
        PERFORM FROM skills WHERE id IN (SELECT skill_id FROM written EXCEPT SELECT skill_id FROM erased) ORDER BY id FOR SHARE;
        PERFORM show_skills_of_consultants(ARRAY(SELECT consultant_id FROM written UNION SELECT consultant_id FROM erased));
    ELSE
        PERFORM show_skills_of_consultants(ARRAY(SELECT DISTINCT consultant_id FROM erased));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER consultants_show_skills_added AFTER INSERT ON consultant_skills
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION consultant_skills_changed();
CREATE TRIGGER consultants_show_skills_changed AFTER UPDATE ON consultant_skills
    REFERENCING OLD TABLE AS erased NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION consultant_skills_changed();
CREATE TRIGGER consultants_show_skills_removed AFTER DELETE ON consultant_skills
    REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION consultant_skills_changed();

CREATE FUNCTION tender_skills_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM FROM skills WHERE id IN (SELECT skill_id FROM written) ORDER BY id FOR SHARE;
        PERFORM show_skills_of_tenders(ARRAY(SELECT DISTINCT tender_id FROM written));
    ELSIF TG_OP = 'UPDATE' THEN
        PERFORM FROM skills WHERE id IN (SELECT skill_id FROM written EXCEPT SELECT skill_id FROM erased) ORDER BY id FOR SHARE;
        PERFORM show_skills_of_tenders(ARRAY(SELECT tender_id FROM written UNION SELECT tender_id FROM erased));
    ELSE
        PERFORM show_skills_of_tenders(ARRAY(SELECT DISTINCT tender_id FROM erased));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tenders_show_skills_added AFTER INSERT ON tender_skills
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION tender_skills_changed();
CREATE TRIGGER tenders_show_skills_changed AFTER UPDATE ON tender_skills
    REFERENCING OLD TABLE AS erased NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION tender_skills_changed();
CREATE TRIGGER tenders_show_skills_removed AFTER DELETE ON tender_skills
    REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION tender_skills_changed();

-- Another name or category shows wherever the skill does, and makes another version of it: a reader that asks whether it has the newest is told no.
-- (Who changes the entries of a skill says itself when its owner changed.)
CREATE FUNCTION skills_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    renamed bigint[] := ARRAY(SELECT w.id FROM written w JOIN erased e USING (id) WHERE (w.name, w.category) IS DISTINCT FROM (e.name, e.category));
    changed_at timestamptz := (SELECT coalesce(max(updated_at), now()) FROM written);
BEGIN
    IF renamed <> '{}' THEN
        PERFORM show_skills_of_consultants(ARRAY(SELECT DISTINCT consultant_id FROM consultant_skills WHERE skill_id = ANY (renamed)), changed_at);
        PERFORM show_skills_of_tenders(ARRAY(SELECT DISTINCT tender_id FROM tender_skills WHERE skill_id = ANY (renamed)), changed_at);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER owners_show_skills_renamed AFTER UPDATE ON skills
    REFERENCING OLD TABLE AS erased NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION skills_changed();
