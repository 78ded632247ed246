-- Lists of consultants, tenders and matches are sorted by when their rows were made, too. It is never missing, so one direction read backwards
-- would not do: ties are by id, ascending in both.
CREATE INDEX consultants_created_idx ON consultants (created_at, id);
CREATE INDEX consultants_created_down_idx ON consultants (created_at DESC, id);
CREATE INDEX tenders_created_idx ON tenders (created_at, id);
CREATE INDEX tenders_created_down_idx ON tenders (created_at DESC, id);
CREATE INDEX matches_created_idx ON matches (created_at, id);
CREATE INDEX matches_created_down_idx ON matches (created_at DESC, id);
