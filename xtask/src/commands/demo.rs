//! `./dev demo`: from nothing to ranked and explained matches.

use super::up::{stay, welcome};
use crate::{
    arguments::Arguments,
    demo::{self, Scene},
    layout::{Layout, Purpose},
    process::{Group, go_on, sys},
    services::Services,
    stack::{self, Announcement, Environment, Profile, Stack},
};
use anyhow::{Result, anyhow, bail};
use std::{os::unix::process::ExitStatusExt, thread, time::Duration};

/// Starts everything on an empty database, does the main job, and stays up unless `--once`.
pub fn run(layout: &Layout, arguments: Vec<String>) -> Result<u8> {
    let mut arguments = Arguments::new(arguments);
    let (once, release, build) = (
        arguments.flag("--once"),
        arguments.flag("--release"),
        !arguments.flag("--no-build"),
    );
    arguments.finish()?;
    let profile = if release { Profile::Release } else { Profile::Debug };
    if build {
        profile.build(layout)?;
    }
    let mut group = Group::default();
    let services = Services::start(layout, Purpose::Demo, &mut group)?;
    let environment = Environment::new(layout, Purpose::Demo, &services)?;
    stack::migrate(layout, profile, Purpose::Demo, &environment, true)?;
    let mut stack = Stack::start(layout, Purpose::Demo, profile, &environment, 2, &mut group)?;
    let announcement = Announcement::new(layout, &services, &environment, &stack)?;
    let scene = Scene {
        api_url: stack.api_url.clone(),
        password: environment.demo_password.clone(),
        cvs: layout.root.join("seeds/cvs"),
        workers: stack.workers.clone(),
    };
    let (proved, killed) = watch(scene, &mut group)?;
    if !proved {
        println!("Logs: {}", layout.of(Purpose::Demo).join("logs").display());
    }
    if !once {
        if let Some(name) = killed {
            stack.start_worker(&name, &mut group)?;
            announcement.renew(&stack)?;
        }
        println!("{}", welcome(&stack, &environment));
        stay(&mut stack, &mut group, false, &announcement)?;
    }
    Ok(if proved { 0 } else { 1 })
}

/// Lets the demo run while watching over processes and Ctrl-C. Returns whether everything was proved, and the
/// name of the worker that the demo killed.
fn watch(scene: Scene, group: &mut Group) -> Result<(bool, Option<String>)> {
    let demo = thread::spawn(move || demo::perform(&scene));
    let mut killed = None;
    while !demo.is_finished() {
        // The thread needs no ending of its own: it is gone with the process, and its connections with api.
        go_on()?;
        for dead in group.reap() {
            if dead.name.starts_with("worker") && dead.status.signal() == Some(sys::SIGKILL) && killed.is_none() {
                killed = Some(dead.name);
            } else {
                bail!("{} ended ({})\n{}", dead.name, dead.status, dead.last_words);
            }
        }
        thread::sleep(Duration::from_millis(20));
    }
    let proved = demo.join().map_err(|_| anyhow!("the demo panicked"))??;
    Ok((proved, killed))
}
