-- What stemming and trigrams lose: C++ and C#, Node.js and CI/CD, 3.11, IT, R. Postgres' own parser drops the signs of some and keeps others whole
-- as hosts and files; stemming drops what is a stop word in one of the two languages; a trigram has no signs, and of a word of two letters nothing
-- to tell it by.

-- A text between the signs that part words, whatever stands beside them, without what French and English elide (l'IT, d'ASP.NET, today's).
CREATE FUNCTION pieces(value text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN regexp_split_to_array(regexp_replace(value, '\m([cdjlmnst]|(jus|lors|puis)?qu)[''’]|[''’](s|t|d|m|ll|re|ve)\M', ' ', 'gi'),
        '[\s,;:()\[\]{}"''’«»<>|=*!?…•·“”]+');

-- A word without the signs that stand before and after it in a sentence; a point before a letter (.NET) and a plus or hash after one (C++) are its own.
CREATE FUNCTION bare(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN regexp_replace(regexp_replace(word, '^([^[:alnum:].]|\.(?![[:alpha:]]))+', ''), '[^[:alnum:]+#]+$', '');

-- The exact terms of a text, case and accents folded: words with signs, whole, between their slashes and hyphens and (nodejs) without their point, and
-- words of three letters at most. A sign tells them from stems: `=it` is an "it", `^it` an "IT" that was written in capitals. In a loop, because most words have no signs and are soon done with.
CREATE FUNCTION exact_terms(value text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    terms text[] := '{}';
    word text;
    part text;
    atom text;
BEGIN
    FOREACH word IN ARRAY public.pieces(value) LOOP
        IF word ~ '^[[:alnum:]]*$' THEN
            IF char_length(word) <= 3 THEN
                terms := terms || word;
            END IF;
            IF char_length(word) BETWEEN 2 AND 5 AND word ~ '^[[:upper:]]+$' THEN
                terms := terms || ('^' || word);
            END IF;
            CONTINUE;
        END IF;
        word := public.bare(word);
        terms := terms || word;
        FOREACH part IN ARRAY regexp_split_to_array(word, '[/\\]+') LOOP
            part := public.bare(part);
            IF part ~ '[^[:alnum:]]' OR char_length(part) = 1 THEN
                terms := terms || part;
            END IF;
            IF part ~ '[-_]' THEN
                terms := terms || ARRAY(SELECT p FROM regexp_split_to_table(part, '[-_]+') p WHERE p ~ '[^[:alnum:]]');
            END IF;
            CONTINUE WHEN part ~ '[+#]';
            IF part ~ '^[[:alpha:]]+\.[[:alpha:]]+$' THEN
                terms := terms || replace(part, '.', '');
            END IF;
            FOREACH atom IN ARRAY regexp_split_to_array(part, '[^[:alnum:]]+') LOOP
                IF char_length(atom) BETWEEN 2 AND 3 THEN
                    terms := terms || atom;
                END IF;
                IF char_length(atom) BETWEEN 2 AND 5 AND atom ~ '^[[:upper:]]+$' THEN
                    terms := terms || ('^' || atom);
                END IF;
            END LOOP;
        END LOOP;
    END LOOP;
    RETURN array_to_tsvector(ARRAY(SELECT CASE WHEN t LIKE '^%' THEN t ELSE '=' || t END FROM unnest(string_to_array(public.fold(array_to_string(terms, E'\n')), E'\n')) t
        WHERE char_length(t) BETWEEN 1 AND 100));
END $$;

-- One exact term, as `exact_terms` has it of a bare word; with `is_prefix`, whatever begins with it.
CREATE FUNCTION exact_term(word text, is_prefix boolean DEFAULT false) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ('''' || CASE WHEN word LIKE '^%' THEN '' ELSE '=' END || replace(replace(fold(word), '\', '\\'), '''', '''''') || '''' || CASE WHEN is_prefix THEN ':*' ELSE '' END)::tsquery;

-- Only its letters and digits, for a parser that would make hosts and files of the rest.
CREATE FUNCTION plain(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN regexp_replace(value, '[^[:alnum:]]+', ' ', 'g');

-- What a text is found by: French stems of the text as written ("chargée", "infirmière") and of the folded one (of who writes without accents),
-- English stems, and the exact terms.
CREATE FUNCTION search_vector(value text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN to_tsvector('pg_catalog.french', plain(lower(value))) || to_tsvector('pg_catalog.french', plain(fold(value)))
        || to_tsvector('pg_catalog.english', plain(fold(value))) || exact_terms(value);

-- True where neither language drops the (folded) word.
CREATE FUNCTION says_something(word text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ts_lexize('pg_catalog.french_stem', word) <> '{}' AND ts_lexize('pg_catalog.english_stem', word) <> '{}';

-- A word of letters and digits by its stems. Endings that French writes with an accent are tried with it: whoever types "infirmiere" means "infirmière".
CREATE FUNCTION stems(word text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN plainto_tsquery('pg_catalog.french', lower(word)) || plainto_tsquery('pg_catalog.french', fold(word))
        || plainto_tsquery('pg_catalog.english', fold(word))
        || plainto_tsquery('pg_catalog.french', regexp_replace(regexp_replace(fold(word), 'iere(s?)$', 'ière\1'), 'ee(s?)$', 'ée\1'));

-- A question in natural language, any word of which counts. A word with signs is itself, or its parts one after the other (on both sides of a slash
-- also each by itself, where both are words); a word that one of the languages drops counts, where it is written in capitals or is the whole question, as it
-- is written in capitals.
CREATE FUNCTION search_query(question text) RETURNS tsquery LANGUAGE sql STABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    WITH word AS (
        SELECT DISTINCT bare(p) AS word FROM unnest(pieces(question)) p
    ), split AS (
        SELECT word, regexp_split_to_array(plain(btrim(word, '.+#')), ' ') AS parts, word ~ '[^[:alnum:]]' AS has_signs FROM word WHERE word ~ '[[:alnum:]]'
    ), judged AS (
        SELECT word, parts, has_signs, (SELECT bool_and(says_something(fold(p))) FROM unnest(parts) p) AS says,
            (SELECT min(char_length(p)) FROM unnest(parts) p) AS shortest
        FROM split
    ), sought AS (
        SELECT CASE
            WHEN word ~ '^[[:alpha:]]$' AND word !~ '[aiyàAIYÀ]' THEN exact_term(word)
            WHEN NOT has_signs AND says THEN stems(word) || exact_term(word)
            WHEN NOT has_signs AND word ~ '^[[:upper:]]+$' THEN exact_term('^' || word)
            WHEN NOT has_signs THEN NULL
            WHEN word ~ '[+#]' OR word ~ '@' OR NOT says OR cardinality(parts) = 1 THEN exact_term(word)
            WHEN shortest > 3 AND word ~ '[/\\]' THEN exact_term(word) || (SELECT string_agg(stems(p)::text, ' | ')::tsquery FROM unnest(parts) p)
            WHEN word ~ '^[[:alpha:]]+\.[[:alpha:]]+$' THEN exact_term(word) || stems(replace(word, '.', ''))
                || phraseto_tsquery('pg_catalog.french', array_to_string(parts, ' '))
                || phraseto_tsquery('pg_catalog.english', fold(array_to_string(parts, ' ')))
            ELSE exact_term(word) || phraseto_tsquery('pg_catalog.french', array_to_string(parts, ' '))
                || phraseto_tsquery('pg_catalog.english', fold(array_to_string(parts, ' ')))
            END AS q,
            CASE WHEN NOT has_signs AND NOT says THEN exact_term('^' || word) END AS otherwise
        FROM judged
    )
    SELECT coalesce(string_agg(q::text, ' | ') FILTER (WHERE numnode(q) > 0), CASE WHEN count(*) = 1 THEN min(otherwise::text) END)::tsquery FROM sought;
END;

ALTER TABLE rag_chunks DROP COLUMN search;
ALTER TABLE rag_chunks ADD COLUMN search tsvector GENERATED ALWAYS AS (search_vector(content)) STORED;
CREATE INDEX rag_chunks_search_idx ON rag_chunks USING gin (search);

-- The same for `q` of lists, beside their trigrams.
CREATE INDEX consultants_terms_idx ON consultants USING gin (exact_terms(search));
CREATE INDEX tenders_terms_idx ON tenders USING gin (exact_terms(search));
CREATE INDEX users_terms_idx ON users USING gin (exact_terms(search));
CREATE INDEX portfolios_terms_idx ON portfolios USING gin (exact_terms(search));
CREATE INDEX companies_terms_idx ON companies USING gin (exact_terms(fold(name)));
CREATE INDEX skill_names_terms_idx ON skill_names USING gin (exact_terms(folded));
