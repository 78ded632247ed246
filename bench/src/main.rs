//! `./dev bench NAME`: starts nothing itself; the runner gives it running processes by environment (bench/README.md).

mod chaos;
mod client;
mod cvs;
mod executions;
mod http;
mod limit;
mod peer;
mod processes;
mod settings;
mod statements;
mod tenants;

use anyhow::bail;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let name = std::env::args().nth(1).unwrap_or_default();
    match name.as_str() {
        "executions" => executions::run(&settings::Settings::from_environment()?).await,
        "drains" => executions::drains(&settings::Settings::from_environment()?).await,
        "cvs" => cvs::run(&settings::Settings::from_environment()?).await,
        "chaos" => chaos::run().await,
        "http" => http::run(&settings::Settings::from_environment()?).await,
        "tenants" => tenants::run(&settings::Settings::from_environment()?).await,
        _ => bail!(
            "there is no benchmark `{name}`; there are `executions`, `drains`, `tenants`, `cvs`, `http` and `chaos`"
        ),
    }
}
