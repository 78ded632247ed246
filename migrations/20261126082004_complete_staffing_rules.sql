-- More rules of the staffing page that the api kept and the database did not. Rows from before are repaired to what the api would have written.

-- Who cancelled, who decided and when. Only a person withdraws what a person made; the system decides nothing; what waits was not decided.
UPDATE matches SET status = 'pending', cancelled_by = NULL, decided_by = NULL, decided_at = NULL, reason = NULL
    WHERE source = 'manual' AND cancelled_by = 'system';
UPDATE matches SET decided_by = NULL WHERE cancelled_by = 'system' AND decided_by IS NOT NULL;
UPDATE matches SET decided_at = coalesce(updated_at, created_at) WHERE status = 'cancelled' AND decided_at IS NULL;
UPDATE matches SET decided_by = NULL, decided_at = NULL, reason = NULL
    WHERE status = 'pending' AND (decided_by IS NOT NULL OR decided_at IS NOT NULL OR reason IS NOT NULL);
ALTER TABLE matches
    ADD CONSTRAINT matches_by_hand_is_never_cancelled_by_system CHECK (source <> 'manual' OR cancelled_by IS DISTINCT FROM 'system'),
    ADD CONSTRAINT matches_system_is_nobody CHECK (decided_by IS NULL OR cancelled_by IS DISTINCT FROM 'system'),
    ADD CONSTRAINT matches_cancelling_has_its_time CHECK (decided_at IS NOT NULL OR status <> 'cancelled'),
    ADD CONSTRAINT matches_pending_is_undecided CHECK (status <> 'pending' OR num_nonnulls(decided_by, decided_at, reason) = 0);

-- A collaboration rests on an accepted match, and what was accepted stays so. Where there is one, the match was accepted.
UPDATE matches m SET status = 'accepted', cancelled_by = NULL, decided_at = coalesce(decided_at, updated_at, created_at)
    WHERE status <> 'accepted' AND EXISTS (SELECT FROM collaborations k WHERE k.match_id = m.id);
CREATE FUNCTION refuse_unaccepted_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Locked, so that it cannot be decided otherwise at the same time.
    PERFORM FROM matches WHERE id = NEW.match_id AND status = 'accepted' FOR SHARE;
    IF NOT FOUND AND EXISTS (SELECT FROM matches WHERE id = NEW.match_id) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'collaborations_rest_on_an_accepted_match',
            TABLE = 'collaborations', MESSAGE = 'a collaboration rests on an accepted match';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER collaborations_rest_on_an_accepted_match BEFORE INSERT OR UPDATE OF match_id ON collaborations
    FOR EACH ROW EXECUTE FUNCTION refuse_unaccepted_match();
CREATE FUNCTION refuse_unaccepting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'matches_stay_accepted',
        TABLE = 'matches', MESSAGE = 'an accepted match stays accepted';
END $$;
CREATE TRIGGER matches_stay_accepted BEFORE UPDATE OF status ON matches
    FOR EACH ROW WHEN (OLD.status = 'accepted' AND NEW.status <> 'accepted') EXECUTE FUNCTION refuse_unaccepting();

-- Weights that weigh nothing score nothing: the default ones then.
UPDATE scoring_profiles
    SET weights = '{"skills": 0.45, "semantic": 0.2, "experience": 0.1, "availability": 0.1, "rate": 0.1, "location": 0.05}', version = version + 1
    WHERE NOT jsonb_path_exists(weights, '$.* ? (@ > 0)');
ALTER TABLE scoring_profiles ADD CONSTRAINT scoring_profiles_weigh_something CHECK (jsonb_path_exists(weights, '$.* ? (@ > 0)'));

-- Aliases as the api takes them: a hundred at most, each of 1 to 100 characters.
CREATE FUNCTION longest(words text[]) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT coalesce(max(char_length(word)), 0) FROM unnest(words) word);
UPDATE skills SET aliases = ARRAY(
        SELECT alias FROM unnest(aliases) WITH ORDINALITY AS a (alias, n) WHERE char_length(alias) BETWEEN 1 AND 100 ORDER BY n LIMIT 100)
    WHERE cardinality(aliases) > 100 OR longest(aliases) > 100 OR array_position(aliases, '') IS NOT NULL OR array_position(aliases, NULL) IS NOT NULL;
ALTER TABLE skills ADD CONSTRAINT skills_aliases_bounds CHECK (
    cardinality(aliases) <= 100 AND longest(aliases) <= 100 AND array_position(aliases, '') IS NULL AND array_position(aliases, NULL) IS NULL);

-- Upper bounds. An address that is longer than any that the api takes leads nowhere.
UPDATE consultants SET max_travel_distance = 40000 WHERE max_travel_distance > 40000;
UPDATE tenders SET required_consultants = 1000 WHERE required_consultants > 1000;
UPDATE companies SET website = CASE WHEN char_length(website) <= 2000 THEN website END, logo_url = CASE WHEN char_length(logo_url) <= 2000 THEN logo_url END
    WHERE char_length(website) > 2000 OR char_length(logo_url) > 2000;
UPDATE consultants SET cv_url = CASE WHEN char_length(cv_url) <= 2000 THEN cv_url END,
        linkedin_url = CASE WHEN char_length(linkedin_url) <= 2000 THEN linkedin_url END,
        github_url = CASE WHEN char_length(github_url) <= 2000 THEN github_url END,
        photo_url = CASE WHEN char_length(photo_url) <= 2000 THEN photo_url END
    WHERE greatest(char_length(cv_url), char_length(linkedin_url), char_length(github_url), char_length(photo_url)) > 2000;
UPDATE portfolios SET image_url = CASE WHEN char_length(image_url) <= 2000 THEN image_url END,
        project_url = CASE WHEN char_length(project_url) <= 2000 THEN project_url END
    WHERE greatest(char_length(image_url), char_length(project_url)) > 2000;
UPDATE collaborations SET contract_url = NULL WHERE char_length(contract_url) > 2000;
ALTER TABLE consultants
    ADD CONSTRAINT consultants_travel_on_earth CHECK (max_travel_distance <= 40000),
    ADD CONSTRAINT consultants_addresses_length CHECK (
        char_length(cv_url) <= 2000 AND char_length(linkedin_url) <= 2000 AND char_length(github_url) <= 2000 AND char_length(photo_url) <= 2000);
ALTER TABLE tenders ADD CONSTRAINT tenders_required_consultants_most CHECK (required_consultants <= 1000);
ALTER TABLE companies ADD CONSTRAINT companies_addresses_length CHECK (char_length(website) <= 2000 AND char_length(logo_url) <= 2000);
ALTER TABLE portfolios ADD CONSTRAINT portfolios_addresses_length CHECK (char_length(image_url) <= 2000 AND char_length(project_url) <= 2000);
ALTER TABLE collaborations ADD CONSTRAINT collaborations_contract_length CHECK (char_length(contract_url) <= 2000);

-- What files are and who reads them: the names that the code has. A file of an unknown type is by its name, else plain text.
UPDATE resumes SET file_type = coalesce(substring(lower(file_name) FROM '\.(pdf|docx|odt|rtf|html|txt|zip)$'), 'txt')
    WHERE file_type NOT IN ('pdf', 'docx', 'odt', 'rtf', 'html', 'txt', 'zip');
UPDATE resume_analyses SET parsed_data = '{}' WHERE jsonb_typeof(parsed_data) <> 'object';
UPDATE resume_analyses SET pages = '[]' WHERE jsonb_typeof(pages) <> 'array';
UPDATE portfolios SET content = NULL WHERE jsonb_typeof(content) <> 'object';
ALTER TABLE resumes ADD CONSTRAINT resumes_file_type_known CHECK (file_type IN ('pdf', 'docx', 'odt', 'rtf', 'html', 'txt', 'zip'));
ALTER TABLE resume_analyses
    ADD CONSTRAINT resume_analyses_engine_known CHECK (engine IN ('native', 'n8n', 'agent')),
    ADD CONSTRAINT resume_analyses_parsed_data_object CHECK (jsonb_typeof(parsed_data) = 'object'),
    ADD CONSTRAINT resume_analyses_pages_array CHECK (jsonb_typeof(pages) = 'array');
ALTER TABLE portfolios ADD CONSTRAINT portfolios_content_object CHECK (jsonb_typeof(content) = 'object');
