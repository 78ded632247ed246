#!/usr/bin/env bash
# utoipa 6.0.0, feature axum_extras: a handler's argument that takes a tuple of extractors apart.
#
# Seen:     `(key, IfMatch(version)): (Key, IfMatch)` ends the build with "expected syn::Ident in get_pat_fn_arg_type Pat::Tuple"; each pattern by
#           itself, `(key, version): (Key, IfMatch)` and `IfMatch(version): IfMatch`, is taken.
# Guess:    `#[utoipa::path]` leaves arguments that are no parameters alone, as axum does: any pattern that Rust allows.
# So what:  two extractors cannot share an argument to stay under a limit of arguments, unless both are plain names.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cargo init --quiet --name probe --lib --vcs none .
cat > Cargo.toml <<'TOML'
[package]
name = "probe"
version = "0.1.0"
edition = "2024"

[dependencies]
utoipa = { version = "=6.0.0", features = ["axum_extras"] }
TOML
build() {
    cat > src/lib.rs <<RUST
pub struct Key;
pub struct IfMatch(pub u32);
#[utoipa::path(get, path = "/", responses((status = 200)))]
pub async fn handler($1) { let _ = (key, version); }
RUST
    cargo check --quiet 2>&1
}
build '(key, version): (Key, IfMatch)'
build 'key: Key, IfMatch(version): IfMatch'
if words="$(build '(key, IfMatch(version)): (Key, IfMatch)')"; then
    echo 'it builds now'
    exit 1
fi
grep -m1 'get_pat_fn_arg_type' <<<"$words"
