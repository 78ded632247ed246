-- A list is read company by company: how many tenders each has, open ones of a partner's, is answered by this index alone.
CREATE INDEX tenders_company_status_idx ON tenders (company_id, status, id);
