-- Every word for a skill, its name and its aliases, belongs to that skill alone, whatever the case and accents: a CV or a filter that says the
-- word means one skill. An array can not be held to that, so each word is a row.

-- Repaired first, and always alike: a name goes before an alias, and of two aliases the older skill keeps the word.
UPDATE skills s SET aliases = kept.aliases
    FROM (SELECT s.id, ARRAY(
            SELECT a.alias FROM unnest(s.aliases) WITH ORDINALITY AS a (alias, n)
            WHERE NOT EXISTS (SELECT FROM skills o WHERE o.id <> s.id AND fold(o.name) = fold(a.alias))
                AND NOT EXISTS (SELECT FROM skills o, unnest(o.aliases) b WHERE o.id < s.id AND fold(b) = fold(a.alias))
            ORDER BY a.n) AS aliases
        FROM skills s) kept
    WHERE kept.id = s.id AND kept.aliases <> s.aliases;

CREATE TABLE skill_names (
    folded     text PRIMARY KEY,
    -- The company whose skill it is.
    company_id bigint REFERENCES companies (id) ON DELETE SET NULL,
    skill_id   bigint NOT NULL REFERENCES skills (id) ON DELETE CASCADE
);
CREATE INDEX skill_names_skill_idx ON skill_names (skill_id);
-- What `q` and the words of a search look for.
CREATE INDEX skill_names_search_idx ON skill_names USING gin (folded gin_trgm_ops);
INSERT INTO skill_names (folded, company_id, skill_id)
    SELECT DISTINCT fold(word), s.company_id, s.id FROM skills s, unnest(s.name || s.aliases) word;

-- Written with the skill, whoever writes it; in the order of the words, so that two writers never wait for each other in a circle.
CREATE FUNCTION name_skill() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    words text[] := ARRAY(SELECT DISTINCT fold(word) FROM unnest(NEW.name || NEW.aliases) word ORDER BY 1);
BEGIN
    DELETE FROM skill_names WHERE skill_id = NEW.id AND folded <> ALL (words);
    UPDATE skill_names SET company_id = NEW.company_id WHERE skill_id = NEW.id AND company_id IS DISTINCT FROM NEW.company_id;
    INSERT INTO skill_names (folded, company_id, skill_id)
        SELECT word, NEW.company_id, NEW.id FROM unnest(words) word
        WHERE NOT EXISTS (SELECT FROM skill_names WHERE folded = word AND skill_id = NEW.id) ORDER BY word;
    RETURN NULL;
END $$;
CREATE TRIGGER skills_are_named AFTER INSERT OR UPDATE OF name, aliases, company_id ON skills
    FOR EACH ROW EXECUTE FUNCTION name_skill();
