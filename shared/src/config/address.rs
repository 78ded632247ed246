//! Addresses, read at start by the rules by which their users will read them (WHATWG URL): what they would stumble over later is a fault now. A fault
//! never repeats the address, which may hold a password.

use url::Url;

/// The address, if it begins with one of these and can be read; else what is wrong with it.
pub(super) fn read(address: &str, schemes: &[&str]) -> Result<Url, String> {
    if !schemes.iter().any(|scheme| address.starts_with(scheme)) {
        return Err(format!("it must begin with {}", schemes.join(" or ")));
    }
    Url::parse(address).map_err(|error| format!("it cannot be read as an address: {error}"))
}
