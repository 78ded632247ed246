//! `./dev services`: only Postgres and Redis.

use crate::{
    arguments::Arguments,
    layout::{Layout, Purpose},
    process::{Group, go_on},
    services::Services,
};
use anyhow::{Result, bail};
use std::{thread, time::Duration};

/// Starts them, prints their addresses as shell assignments, and stays until it is told to stop.
pub fn run(layout: &Layout, arguments: Vec<String>) -> Result<u8> {
    Arguments::new(arguments).finish()?;
    let mut group = Group::default();
    let services = Services::start(layout, Purpose::Develop, &mut group)?;
    for (name, value) in services.variables() {
        println!("export {name}='{value}'");
    }
    while go_on().is_ok() {
        if let Some(dead) = group.reap().pop() {
            bail!("{} ended ({})\n{}", dead.name, dead.status, dead.last_words);
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(0)
}
