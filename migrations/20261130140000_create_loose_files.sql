-- Keys of the file store that belong to no row, or to none any more. An upload says its key here before the store has the file, and the commit
-- that makes the resume takes it away; a resume that goes leaves its key here in the same commit. What is due, a sweep removes from the store,
-- and tries again until the store has done it: no file outlives its row because the store was away, or a process died.
CREATE TABLE loose_files (
    path       text PRIMARY KEY,
    -- Stays when the company goes: its files must still go too.
    company_id bigint REFERENCES companies (id) ON DELETE SET NULL,
    due_at     timestamptz NOT NULL,
    -- Sweeps that took it up. From the first one on, the file may be gone, and no resume can be made of it.
    attempts   integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    created_at timestamptz NOT NULL
);
CREATE INDEX loose_files_due_idx ON loose_files (due_at);
CREATE INDEX loose_files_company_idx ON loose_files (company_id) WHERE company_id IS NOT NULL;

-- Whoever removes a resume, and by whatever way.
CREATE FUNCTION leave_resume_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO loose_files (path, company_id, due_at, created_at) VALUES (OLD.file_path, OLD.company_id, now(), now())
        ON CONFLICT (path) DO UPDATE SET due_at = excluded.due_at;
    RETURN NULL;
END $$;
CREATE TRIGGER resumes_leave_their_file AFTER DELETE ON resumes FOR EACH ROW EXECUTE FUNCTION leave_resume_file();
