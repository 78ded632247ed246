//! One statement for many callers: what the tasks that write for others do between two of theirs.

use tokio::sync::mpsc::Receiver;

/// Waits for a first item, lets whoever is ready to send do so, and takes up to `most` of them; 0 when nobody can send any more.
///
/// It waits for no clock: after each item found it only steps behind the tasks that can run now, so one item alone is taken at once, and
/// a burst becomes few statements.
pub async fn gather<T>(receiver: &mut Receiver<T>, gathered: &mut Vec<T>, most: usize) -> usize {
    if receiver.recv_many(gathered, most).await == 0 {
        return 0;
    }
    while gathered.len() < most {
        tokio::task::yield_now().await;
        let before = gathered.len();
        while gathered.len() < most
            && let Ok(item) = receiver.try_recv()
        {
            gathered.push(item);
        }
        if gathered.len() == before {
            break;
        }
    }
    gathered.len()
}
