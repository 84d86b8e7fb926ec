//! Tests of the directory over the stores in memory.

use super::*;

#[test]
fn the_log_is_read_again_from_two_minutes_back() {
    let seen = ulid::Ulid::from_parts(1_000_000, 5).to_string();
    let from = ulid::Ulid::from_string(&earlier(&seen)).unwrap();
    assert_eq!(from.timestamp_ms(), 1_000_000 - 120_000);
    assert_eq!(earlier(""), "");
}
