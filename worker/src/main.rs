//! `worker run` takes work; `worker parse` reads CVs without any service.

use std::process::ExitCode;

const USAGE: &str = "usage: worker run [--queues documents,matching] [--concurrency documents=4,matching=2]
       worker parse FILE... --out DIR --as-of YYYY-MM";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = arguments.split_first().map_or(("", &[][..]), |(c, r)| (c.as_str(), r));
    match command {
        "run" => match worker::run::run(rest) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("worker: {error:#}");
                ExitCode::FAILURE
            }
        },
        "parse" => worker::parse::command(rest.iter().cloned()),
        // The capped child of the two others; not for people.
        worker::sandbox::CHILD_COMMAND => worker::sandbox::child_main(rest),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}
