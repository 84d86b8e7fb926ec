//! Tests over the whole route table, so that nobody can forget a route.

mod assembly;
mod canary;
mod isolation;
mod lengths;
mod once;
mod outages;
mod permissions;
mod places;
mod roles;
mod table;
mod trips;
mod units;
mod valid;
mod versions;
