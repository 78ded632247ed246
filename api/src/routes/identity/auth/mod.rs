//! Sessions.

pub mod change_password;
mod cookies;
pub mod create_user;
pub mod forgot_password;
pub mod login;
pub mod logout;
pub mod logout_all;
pub mod me;
pub mod refresh;
pub mod register;
pub mod reset_password;
pub mod revoke_session;
pub mod sessions;
pub mod signup;
pub mod verify_matricule;
