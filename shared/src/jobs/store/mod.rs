//! The statements that write the ledger. Private to [`super`]: no one else can write these tables.
//!
//! Every statement works on batches, so that one commit serves many short jobs, and takes its rows in the order of their ids
//! with `SKIP LOCKED`, so that two of them never wait for each other.

mod claim;
mod family;
mod finish;
mod hold;
mod insert;
mod kin;
mod late;
mod partitions;
mod presence;
mod queue;
mod requeue;
mod turns;

pub(super) use claim::claim;
pub(super) use family::{await_children, live_children, wake_parents};
pub(super) use finish::{Cancelled, Ended, cancel_queued, finish, hold_still, request_cancel};
pub(super) use hold::{extend, report_progress};
pub(super) use insert::{Places, insert};
pub(super) use kin::hold_kin;
pub(super) use late::{forget_late, late};
pub(super) use partitions::{FINISHED, ensure_partitions};
pub(super) use presence::{forget_worker, upsert_worker};
pub(super) use queue::{is_paused, set_paused};
pub(super) use requeue::{hand_back, reap, requeue};
pub(super) use turns::{draw_line, seat, take as take_places};
