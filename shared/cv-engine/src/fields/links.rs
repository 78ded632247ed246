//! Web addresses of the person: printed in the contact lines, profiles printed anywhere, links of the file itself.

use std::sync::LazyLock;

use regex::Regex;

use super::super::catalogue::Catalogue;
use super::super::lexicon::fold;
use super::super::lexicon::headings::Section;
use super::super::lexicon::pattern::pattern;
use super::super::profile::Link;
use super::super::sections::part::Part;
use super::super::text::document::Hyperlink;
use super::super::text::line::Line;

/// Hosts of personal pages, and the kind that their links have.
const PROFILES: &[(&str, &str)] = &[
    ("linkedin.com", "linkedin"),
    ("github.com", "github"),
    ("gitlab.com", "gitlab"),
    ("bitbucket.org", "bitbucket"),
    ("twitter.com", "twitter"),
    ("x.com", "twitter"),
    ("behance.net", "behance"),
    ("dribbble.com", "dribbble"),
    ("stackoverflow.com", "stackoverflow"),
    ("medium.com", "medium"),
    ("kaggle.com", "kaggle"),
    ("malt.fr", "malt"),
    ("viadeo.com", "viadeo"),
    ("facebook.com", "facebook"),
    ("instagram.com", "instagram"),
    ("orcid.org", "orcid"),
    ("scholar.google.com", "scholar"),
    ("researchgate.net", "researchgate"),
    ("codepen.io", "codepen"),
    ("dev.to", "devto"),
    ("leetcode.com", "leetcode"),
    ("mastodon.social", "mastodon"),
    ("xing.com", "xing"),
    ("youtube.com", "youtube"),
    ("bsky.app", "bluesky"),
];
/// Top-level domains accepted without `http` or `www`: file names and products end like domains too.
const TOP: &[&str] = &[
    "com", "org", "net", "io", "dev", "me", "fr", "eu", "uk", "de", "be", "ch", "ca", "co", "app", "tech", "info",
    "example", "es", "it", "pl", "nl", "pt", "us", "ie", "jp", "in", "site", "online", "xyz", "design", "blog", "page",
    "pro", "ma", "sn", "ga", "ai", "cloud", "studio", "works", "test",
];

/// More that e-mail addresses end in.
const MAIL_TOP: &[&str] = &[
    "edu", "gov", "lu", "se", "no", "dk", "fi", "at", "cz", "ro", "gr", "tn", "dz", "ci", "cm", "au", "nz", "br", "cn",
    "za", "ng",
];

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?:https?://)?(?:[a-z0-9][a-z0-9-]*\.){1,5}[a-z]{2,12}(?::[0-9]{2,5})?(?:/[^\s,;|<>()\[\]]*)?")
});

/// Distance, in points, within which a link stands under a line.
const NEAR: f32 = 12.0;

/// Links of the person.
pub fn links(parts: &[Part], hyperlinks: &[Hyperlink], catalogue: &Catalogue) -> Vec<Link> {
    let mut out: Vec<Link> = Vec::new();
    for part in parts {
        let contact = matches!(part.section, Section::Header | Section::Contact);
        for line in &part.lines {
            let text = line.text();
            let only_links = only_addresses(&text);
            for url in addresses(&text, catalogue) {
                if contact || only_links || is_profile(&url) {
                    add(&mut out, &url);
                }
            }
        }
    }
    let header: Vec<&Line> = parts
        .iter()
        .filter(|p| matches!(p.section, Section::Header | Section::Contact))
        .flat_map(|p| &p.lines)
        .collect();
    for link in hyperlinks {
        let under_contact = match link.at {
            Some((_, y)) => header
                .iter()
                .any(|l| l.page == link.page && l.at.is_some_and(|(_, at)| (at - y).abs() < NEAR)),
            None => header
                .iter()
                .any(|l| !link.text.trim().is_empty() && l.text().contains(link.text.trim())),
        };
        if is_profile(&link.url) || (under_contact && !fold(&link.url).contains("mailto")) {
            add(&mut out, &link.url);
        }
    }
    out
}

/// True for a top-level domain that people's addresses end in.
pub fn is_top_level(domain: &str) -> bool {
    TOP.contains(&domain) || MAIL_TOP.contains(&domain)
}

/// Where web addresses stand in a text, in bytes.
pub fn spans(text: &str) -> Vec<std::ops::Range<usize>> {
    ADDRESS
        .find_iter(text)
        .filter(|m| {
            let bare = bare(m.as_str());
            let top = bare
                .split(['/', ':'])
                .next()
                .unwrap_or_default()
                .rsplit('.')
                .next()
                .unwrap_or_default();
            m.as_str().starts_with("http") || m.as_str().starts_with("www.") || TOP.contains(&top)
        })
        .map(|m| m.range())
        .collect()
}

/// Addresses printed in a text, without those inside e-mail addresses and without products named like domains.
fn addresses(text: &str, catalogue: &Catalogue) -> Vec<String> {
    ADDRESS
        .find_iter(text)
        .filter(|m| {
            let around = |c: Option<char>| c == Some('@');
            let before = fold(text[..m.start()].trim_end());
            let hidden = ["[at]", "(at)", "[arobase]"].iter().any(|w| before.ends_with(w));
            !hidden && !around(text[..m.start()].chars().next_back()) && !around(text[m.end()..].chars().next())
        })
        .map(|m| m.as_str().trim_end_matches(['.', '/', '-']).to_owned())
        .filter(|url| {
            let bare = bare(url);
            let host = bare.split(['/', ':']).next().unwrap_or_default();
            let top = host.rsplit('.').next().unwrap_or_default();
            let explicit = url.starts_with("http") || url.starts_with("www.");
            // "B.Tech" is a degree.
            let named = host.split('.').next().is_some_and(|label| label.len() > 1);
            explicit || (named && TOP.contains(&top) && catalogue.find(url).is_none())
        })
        .collect()
}

fn only_addresses(text: &str) -> bool {
    let rest = ADDRESS.replace_all(text, "");
    !rest.chars().any(char::is_alphanumeric) && text.contains('.')
}

/// Without scheme, `www.`, query and final slash, in lower case.
fn bare(url: &str) -> String {
    let folded = fold(url);
    let rest = folded
        .strip_prefix("https://")
        .or_else(|| folded.strip_prefix("http://"))
        .unwrap_or(&folded);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.split(['?', '#'])
        .next()
        .unwrap_or_default()
        .trim_end_matches('/')
        .to_owned()
}

fn profile_kind(bare: &str) -> Option<&'static str> {
    let host = bare.split('/').next().unwrap_or_default();
    PROFILES
        .iter()
        .find(|(h, _)| host == *h || host.ends_with(&format!(".{h}")))
        .map(|(_, kind)| *kind)
}

/// A person's page on a known host; a page below it (a repository, a post) is not theirs to be reached by.
pub fn is_profile(url: &str) -> bool {
    let bare = bare(url);
    let depth = bare.split('/').filter(|s| !s.is_empty()).count().saturating_sub(1);
    match profile_kind(&bare) {
        Some("linkedin") => depth >= 2 && bare.contains("/in/"),
        Some("stackoverflow" | "medium" | "scholar" | "youtube") => depth >= 1,
        Some(_) => depth == 1,
        None => false,
    }
}

fn add(out: &mut Vec<Link>, url: &str) {
    let key = bare(url);
    let known = out.iter().any(|l| {
        let other = bare(&l.url);
        other == key || (other.split('/').count() > 1 && key.ends_with(&other))
    });
    if !known && !key.is_empty() {
        let kind = profile_kind(&key).unwrap_or("website").to_owned();
        out.push(Link {
            url: url.to_owned(),
            kind,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_products_and_mail() {
        let catalogue = Catalogue::new(&[]);
        assert_eq!(
            addresses("a@b.example github.com/x, https://me.example/ Node.js", &catalogue),
            ["github.com/x", "https://me.example"]
        );
        assert!(!is_profile("https://"), "an address of nothing");
        assert!(is_profile("https://www.linkedin.com/in/someone"));
        assert!(!is_profile("https://github.com/someone/project"));
    }
}
