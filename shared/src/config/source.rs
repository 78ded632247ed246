//! Where values come from, and the list of what is wrong with them.

use super::names::NAMES;
use std::{collections::BTreeMap, fmt::Display, path::Path, str::FromStr};

/// What is wrong with the environment, every fault at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the configuration has faults:\n  {}", .0.join("\n  "))]
pub struct ConfigError(pub Vec<String>);

/// Named values, and the faults found while reading them.
#[derive(Debug, Default)]
pub struct Source {
    values: BTreeMap<String, String>,
    faults: Vec<String>,
}

impl Source {
    /// The process environment over `.env.{ENVIRONMENT}` over `.env`. A fault of a file is reported with all the others.
    #[must_use]
    pub fn load() -> Self {
        #[allow(clippy::disallowed_methods, reason = "the one room that reads the environment")]
        let process: BTreeMap<String, String> = NAMES
            .iter()
            .flat_map(|n| [(*n).to_owned(), format!("{n}_FILE")])
            .filter_map(|n| std::env::var(&n).ok().map(|v| (n, v)))
            .collect();
        Self::layered(Path::new("."), process)
    }

    fn layered(folder: &Path, process: BTreeMap<String, String>) -> Self {
        let mut all = Self::default();
        let read = |name: &str, all: &mut Self| {
            let layer = read_file(&folder.join(name), &mut all.faults);
            all.cover(layer);
        };
        read(".env", &mut all);
        let environment = process.get("ENVIRONMENT").or(all.values.get("ENVIRONMENT")).cloned();
        read(
            &format!(".env.{}", environment.as_deref().unwrap_or("development")),
            &mut all,
        );
        all.cover(process);
        all
    }

    /// Lays values over those that are there: a name is said by the uppermost layer that names it, itself or by its file.
    fn cover(&mut self, layer: BTreeMap<String, String>) {
        for name in layer.keys() {
            let other = name
                .strip_suffix("_FILE")
                .map_or_else(|| format!("{name}_FILE"), str::to_owned);
            if !layer.contains_key(&other) {
                self.values.remove(&other);
            }
        }
        self.values.extend(layer);
    }

    /// These values and nothing else.
    #[must_use]
    pub fn from_map(values: BTreeMap<String, String>) -> Self {
        Self {
            values,
            faults: Vec::new(),
        }
    }

    pub(super) fn fault(&mut self, name: &str, what: &str) {
        self.faults.push(format!("{name}: {what}"));
    }

    /// Faults that begin with their name already.
    pub(super) fn extend(&mut self, faults: Vec<String>) {
        self.faults.extend(faults);
    }

    /// The value, or the content of the file that `NAME_FILE` names; an empty one counts as absent.
    pub(super) fn optional(&mut self, name: &str) -> Option<String> {
        if let Some(value) = self.values.get(name).filter(|v| !v.is_empty()) {
            return Some(value.clone());
        }
        let path = self
            .values
            .get(&format!("{name}_FILE"))
            .filter(|v| !v.is_empty())?
            .clone();
        match std::fs::read_to_string(&path) {
            Ok(content) => Some(content.trim_end().to_owned()),
            Err(e) => {
                self.fault(&format!("{name}_FILE"), &format!("{path} cannot be read: {e}"));
                None
            }
        }
    }

    pub(super) fn text(&mut self, name: &str, default: &str) -> String {
        self.optional(name).unwrap_or_else(|| default.to_owned())
    }

    pub(super) fn required(&mut self, name: &str, what: &str) -> String {
        self.optional(name).unwrap_or_else(|| {
            self.fault(name, &format!("it is not set; give {what}"));
            String::new()
        })
    }

    pub(super) fn list(&mut self, name: &str) -> Vec<String> {
        let all = self.text(name, "");
        all.split(',')
            .map(str::trim)
            .filter(|s| !s.is_empty())
            .map(str::to_owned)
            .collect()
    }

    pub(super) fn optional_parsed<T: FromStr<Err: Display>>(&mut self, name: &str) -> Option<T> {
        let value = self.optional(name)?;
        value
            .parse()
            .map_err(|e| self.fault(name, &format!("`{value}`: {e}")))
            .ok()
    }

    pub(super) fn parsed<T: FromStr<Err: Display>>(&mut self, name: &str, default: &str) -> T {
        let value = self.text(name, default);
        value.parse().unwrap_or_else(|e| {
            self.fault(name, &format!("`{value}`: {e}"));
            default
                .parse()
                .unwrap_or_else(|_| unreachable!("the default of {name} parses"))
        })
    }

    pub(super) fn finish<T>(self, value: T) -> Result<T, ConfigError> {
        if self.faults.is_empty() {
            Ok(value)
        } else {
            Err(ConfigError(self.faults))
        }
    }
}

fn read_file(path: &Path, faults: &mut Vec<String>) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    let content = match std::fs::read_to_string(path) {
        Ok(content) => content,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return values,
        Err(e) => {
            faults.push(format!("{} cannot be read: {e}", path.display()));
            return values;
        }
    };
    for (number, line) in content.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.strip_prefix("export ").unwrap_or(line).split_once('=') {
            Some((name, value)) => {
                let value = value.trim();
                let bare = value
                    .strip_prefix('"')
                    .and_then(|v| v.strip_suffix('"'))
                    .unwrap_or(value);
                values.insert(name.trim().to_owned(), bare.to_owned());
            }
            None => faults.push(format!("{} line {}: it is not NAME=value", path.display(), number + 1)),
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(values: &[(&str, &str)]) -> Source {
        let owned = values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Source::from_map(owned.collect())
    }

    #[test]
    fn a_secret_may_lie_in_a_file() {
        let file = std::env::temp_dir().join(format!("secret-{}", uuid::Uuid::new_v4()));
        std::fs::write(&file, "from the file\n").unwrap();
        let path = file.to_str().unwrap();
        let mut s = source(&[("SECRET_KEY_FILE", path)]);
        assert_eq!(s.optional("SECRET_KEY").as_deref(), Some("from the file"));
        let mut s = source(&[("SECRET_KEY", "itself"), ("SECRET_KEY_FILE", path)]);
        assert_eq!(
            s.optional("SECRET_KEY").as_deref(),
            Some("itself"),
            "the value goes first"
        );
        std::fs::remove_file(&file).unwrap();
        let mut s = source(&[("SECRET_KEY_FILE", path)]);
        assert_eq!(s.required("SECRET_KEY", "a text"), "");
        let faults = s.finish(()).unwrap_err().0;
        assert!(
            faults[0].starts_with("SECRET_KEY_FILE: ") && faults[1].starts_with("SECRET_KEY: "),
            "{faults:?}"
        );
    }

    #[test]
    fn a_line_that_is_not_name_value_is_named() {
        let file = std::env::temp_dir().join(format!("env-{}", uuid::Uuid::new_v4()));
        std::fs::write(&file, "# why\n\nA=1\nexport B=\"two words\"\nnothing\n").unwrap();
        let mut faults = Vec::new();
        let values = read_file(&file, &mut faults);
        std::fs::remove_file(&file).unwrap();
        assert_eq!((values["A"].as_str(), values["B"].as_str()), ("1", "two words"));
        assert!(
            matches!(faults.as_slice(), [fault] if fault.contains("line 5")),
            "{faults:?}"
        );
    }

    #[test]
    fn a_layer_covers_what_lies_below_in_either_form() {
        let folder = std::env::temp_dir().join(format!("layers-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir(&folder).unwrap();
        let write = |name: &str, content: &str| std::fs::write(folder.join(name), content).unwrap();
        write(
            ".env",
            "SECRET_KEY=lowest\nREDIS_URL=lowest\nREDIS_PREFIX=lowest\nLOG_DIR=lowest\nno value\n",
        );
        write(".env.test", "REDIS_URL=middle\nREDIS_PREFIX=middle\n");
        write("mounted", "from the file\n");
        let mounted = folder.join("mounted").display().to_string();
        let process = [
            ("ENVIRONMENT", "test"),
            ("REDIS_PREFIX", "process"),
            ("SECRET_KEY_FILE", &mounted),
        ];
        let process = process.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let mut s = Source::layered(&folder, process.into());
        let found = ["SECRET_KEY", "REDIS_URL", "REDIS_PREFIX", "LOG_DIR"].map(|name| s.optional(name).unwrap());
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found, ["from the file", "middle", "process", "lowest"]);
        s.fault("SECRET_KEY", "too short");
        let faults = s.finish(()).unwrap_err().0;
        assert!(
            matches!(faults.as_slice(), [file, value] if file.contains(".env line 5") && value.starts_with("SECRET_KEY")),
            "{faults:?}"
        );
    }
}
