-- A collaboration says no share of a working day: it is a whole one, and nobody works two at a time. Drafts may overlap, as they are being agreed on.
-- Two that are at work already stay as they are, for which of them is wrong only people know.
ALTER TABLE collaborations ADD COLUMN beside_another boolean NOT NULL DEFAULT false;
UPDATE collaborations k SET beside_another = true WHERE status = 'active' AND EXISTS (
    SELECT FROM collaborations o WHERE o.consultant_id = k.consultant_id AND o.id <> k.id AND o.status = 'active'
        AND daterange(o.start_date, o.end_date, '[]') && daterange(k.start_date, k.end_date, '[]'));
ALTER TABLE collaborations ADD CONSTRAINT collaborations_one_mission_at_a_time
    EXCLUDE USING gist (consultant_id WITH =, daterange(start_date, end_date, '[]') WITH &&) WHERE (status = 'active' AND NOT beside_another);
