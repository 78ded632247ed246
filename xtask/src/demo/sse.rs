//! Server-sent events. <https://html.spec.whatwg.org/multipage/server-sent-events.html>

use anyhow::Result;
use serde_json::Value;
use std::io::BufRead;

/// One event.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// `event:`, empty when not given.
    pub name: String,
    /// `id:`, empty when not given.
    pub id: String,
    /// `data:` as JSON; null when it is not.
    pub data: Value,
}

/// Reads events until the other side closes the stream.
pub fn read_to_end(stream: impl BufRead) -> Result<Vec<Event>> {
    let (mut events, mut event, mut data) = (Vec::new(), Event::default(), String::new());
    for line in stream.lines() {
        let line = line?;
        if line.is_empty() {
            if !data.is_empty() {
                event.data = serde_json::from_str(&data).unwrap_or(Value::Null);
                events.push(std::mem::take(&mut event));
                data.clear();
            }
            continue;
        }
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => event.name = value.to_owned(),
            "id" => event.id = value.to_owned(),
            "data" => data.push_str(value),
            _ => {} // comments keep the connection alive
        }
    }
    Ok(events)
}

#[cfg(test)]
mod tests {
    use super::read_to_end;

    #[test]
    fn reads_events_and_skips_comments() {
        let text = ": hello\n\nevent: status\nid: 1\ndata: {\"status\": \"queued\"}\n\nevent: progress\nid: 2\ndata: {\"progress\": 40}\n\n";
        let events = read_to_end(text.as_bytes()).expect("readable");
        assert_eq!(events.len(), 2);
        assert_eq!((events[0].name.as_str(), events[0].id.as_str()), ("status", "1"));
        assert_eq!(events[0].data["status"], "queued");
        assert_eq!(events[1].data["progress"], 40);
    }

    #[test]
    fn an_event_that_was_cut_off_does_not_count() {
        let events = read_to_end("event: status\ndata: {}\n".as_bytes()).expect("readable");
        assert!(events.is_empty());
    }
}
