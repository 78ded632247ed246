-- Two tabs of one browser refresh with the same token at the same moment: for a few seconds the second one, from the same address, gets the answer
-- of the first. The next token is derived from the one that was sent, so no token has to be kept.
ALTER TABLE user_sessions
    ADD COLUMN rotated_at timestamptz,
    ADD COLUMN rotated_address text;
