//! The variables that api and workers are started with.

use crate::{
    embedder,
    layout::{Layout, Purpose, private_folder},
    secrets,
    services::Services,
};
use anyhow::Result;
use std::env;

/// The demo's administrator, as the seeds name it.
pub const ADMIN_EMAIL: &str = "admin@demo.example";

/// Variables common to api, workers and their one-off commands.
#[derive(Clone)]
pub struct Environment {
    /// Password of every seeded user, drawn at random per `.data`.
    pub demo_password: String,
    variables: Vec<(String, String)>,
}

impl Environment {
    /// Puts together what `services`, `.data` and the machine offer. A variable that is already set stays as it is.
    pub fn new(layout: &Layout, purpose: Purpose, services: &Services) -> Result<Self> {
        let secrets_folder = layout.data().join("secrets");
        private_folder(&secrets_folder)?;
        let demo_password = match given("DEMO_PASSWORD") {
            Some(password) => password,
            None => secrets::kept(&secrets_folder.join("demo_password"), 12)?,
        };
        let storage = layout.of(purpose).join("storage");
        if !purpose.keeps_data() {
            crate::layout::remove(&storage)?;
        }
        let mut variables = services.variables();
        variables.push(("DEMO_PASSWORD".into(), demo_password.clone()));
        let mut default = |name: &str, value: String| {
            if given(name).is_none() {
                variables.push((name.into(), value));
            }
        };
        default("SECRET_KEY", secrets::kept(&secrets_folder.join("secret_key"), 32)?);
        default("ENVIRONMENT", "development".into());
        // What measures or probes asks more often than a person may.
        if matches!(purpose, Purpose::Bench | Purpose::Chaos) {
            default("RATE_LIMITS", "read=0,write=0,costly=0,login=0".into());
        }
        if given("S3_BUCKET").is_none() {
            private_folder(&storage)?;
            default("STORAGE_DIR", storage.display().to_string());
        }
        variables.extend(embedder::variables(layout)?);
        Ok(Environment {
            demo_password,
            variables,
        })
    }

    /// Leaves the embedding model out: search by words only.
    pub fn without_model(&mut self) {
        self.variables.retain(|(name, _)| name != "EMBED_MODEL_DIR");
    }

    /// Sets one, in place of what it was.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.retain(|(other, _)| other != name);
        self.variables.push((name.into(), value.into()));
    }

    /// The variables.
    pub fn variables(&self) -> Vec<(String, String)> {
        self.variables.clone()
    }
}

fn given(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
