-- 暂定期限: limits that reach into a year without rest-day table are reckoned again when it is published.

CREATE INDEX clock_provisional ON clock (case_id) WHERE provisional = 1 AND ended_day IS NULL;
