//! People's own accounts: signing up, passwords, changes of email.

mod email_change;
mod password;
mod person;
mod sign_in;
mod sign_up;

pub use email_change::{confirm as confirm_email_change, request as request_email_change};
pub use password::{change as change_password, confirm_reset, request_reset, whose_reset};
pub use person::Person;
pub use sign_in::sign_in;
pub use sign_up::{Confirmed, NewSignUp, confirm as confirm_sign_up, request as request_sign_up};
