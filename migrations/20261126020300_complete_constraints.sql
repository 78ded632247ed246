-- Rules of the staffing page that the api kept and the database did not.

-- Who decides and when goes together with the decision. Rows from before have at least the moment of their last change.
UPDATE matches SET decided_at = coalesce(updated_at, created_at) WHERE status IN ('accepted', 'rejected') AND decided_at IS NULL;
ALTER TABLE matches
    ADD CONSTRAINT matches_decision_has_its_time CHECK (decided_at IS NOT NULL OR status NOT IN ('accepted', 'rejected')),
    ADD CONSTRAINT matches_decider_has_its_time CHECK (decided_at IS NOT NULL OR decided_by IS NULL),
    ADD CONSTRAINT matches_explanation_object CHECK (jsonb_typeof(explanation) = 'object');

-- The keys are the criteria, the values 0 to 1.
ALTER TABLE scoring_profiles
    ADD CONSTRAINT scoring_profiles_weights_of_criteria CHECK (
        weights - ARRAY['skills', 'semantic', 'experience', 'availability', 'rate', 'location'] = '{}'::jsonb
        AND NOT jsonb_path_exists(weights, '$.* ? (@.type() != "number" || @ < 0 || @ > 1)')),
    ADD CONSTRAINT scoring_profiles_version_counts CHECK (version >= 1);

-- Lengths and addresses as the api promises them.
ALTER TABLE consultants
    ADD CONSTRAINT consultants_names_length CHECK (char_length(first_name) <= 100 AND char_length(last_name) <= 100),
    ADD CONSTRAINT consultants_cv_is_web CHECK (cv_url ~ '^https?://'),
    ADD CONSTRAINT consultants_linkedin_is_web CHECK (linkedin_url ~ '^https?://'),
    ADD CONSTRAINT consultants_github_is_web CHECK (github_url ~ '^https?://'),
    ADD CONSTRAINT consultants_photo_is_web CHECK (photo_url ~ '^https?://');
ALTER TABLE consultant_skills ADD CONSTRAINT consultant_skills_details_length CHECK (char_length(details) <= 500);
ALTER TABLE tender_skills ADD CONSTRAINT tender_skills_details_length CHECK (char_length(details) <= 500);
ALTER TABLE skills ADD CONSTRAINT skills_description_length CHECK (char_length(description) <= 500);
