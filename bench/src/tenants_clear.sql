DELETE FROM executions WHERE kind = 'ping' AND status = 'queued';
