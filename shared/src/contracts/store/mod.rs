//! What the storage port promises.

mod commits;
mod counters;
mod indexes;
mod listings;
mod races;
mod records;
mod refusals;

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};

use super::{cases, run};
use crate::ports::{
    Attributes, Change, CommitError, Index, Key, Position, Query, Reading, Record, Refusal, Rows, Store, StoreError,
};

/// Checks that an adapter keeps what [`Store`] promises. Partitions start with the prefix.
pub async fn store(store: Arc<dyn Store>, prefix: &str) {
    let cases = cases![
        records::a_record_is_read_as_it_was_written,
        records::what_was_never_written_is_not_there,
        records::values_of_every_kind_are_kept,
        records::texts_are_kept_as_they_are,
        records::keys_of_any_text_are_kept_apart,
        records::the_longest_key_works,
        records::a_body_of_300_kilobytes_is_kept,
        records::an_attribute_called_n_is_like_any_other,
        records::many_records_are_read_each_in_its_place,
        records::many_large_records_are_read_at_once,
        records::an_expired_record_is_there_or_gone_but_its_live_neighbour_stays,
        commits::a_commit_applies_every_change,
        commits::a_commit_of_nothing_succeeds,
        commits::a_commit_of_100_changes_applies_every_one,
        commits::a_commit_of_100_changes_is_refused_as_a_whole,
        commits::a_large_commit_is_applied_as_a_whole,
        commits::versions_count_replacements,
        commits::a_replacement_forgets_what_it_does_not_name,
        commits::a_deleted_record_may_be_created_anew,
        commits::a_commit_that_answered_is_seen_by_every_read,
        commits::what_can_not_be_kept_is_broken,
        refusals::a_create_is_refused_where_something_lives,
        refusals::a_create_is_refused_where_something_expired_lives,
        refusals::a_replace_is_refused_unless_it_follows_the_stored_version,
        refusals::a_delete_is_refused_unless_it_names_the_stored_version,
        refusals::a_require_is_refused_where_nothing_lives,
        refusals::a_require_is_refused_when_the_version_is_another,
        refusals::a_require_changes_nothing,
        refusals::a_refusal_names_the_first_change_that_is_refused,
        refusals::a_refused_commit_changes_nothing,
        counters::a_counter_starts_at_0,
        counters::each_addition_is_a_version,
        counters::an_addition_is_refused_above_the_bound,
        counters::the_first_addition_is_refused_above_the_bound,
        counters::a_counter_may_go_down_and_below_0,
        counters::a_counter_keeps_its_kind_and_its_expiry,
        counters::a_counter_may_be_replaced_and_counts_on,
        counters::an_addition_to_a_record_keeps_what_it_holds,
        listings::a_partition_is_listed_in_byte_order,
        listings::an_empty_partition_lists_nothing,
        listings::a_prefix_lists_what_starts_with_it,
        listings::a_prefix_is_taken_literally,
        listings::a_start_lists_what_stands_at_it_or_after,
        listings::a_prefix_and_a_start_are_combined,
        listings::pages_continue_exactly_where_they_stopped,
        listings::pages_are_full,
        listings::a_page_goes_on_beyond_a_megabyte,
        listings::a_position_outlives_its_record,
        listings::a_position_survives_a_round_trip_through_json,
        listings::a_position_of_another_listing_is_broken,
        indexes::an_index_lists_the_records_that_name_it,
        indexes::the_three_indexes_are_apart,
        indexes::an_index_is_listed_in_byte_order_with_prefix_and_start,
        indexes::an_index_follows_replacements_and_deletions,
        indexes::records_that_share_a_place_are_listed_each_once,
        races::one_of_two_who_create_wins,
        races::one_of_two_who_replace_wins,
        races::one_of_two_who_delete_and_replace_wins,
        races::no_addition_is_lost,
        races::a_bound_holds_against_many,
        races::commits_that_overlap_apply_in_some_order,
        races::a_claim_is_won_once,
        races::readers_see_each_record_whole,
    ];
    run(&cases, store, prefix).await;
}

type Port = Arc<dyn Store>;

const NO_INDEX: [Option<Key>; 3] = [None, None, None];

fn body(value: Value) -> Attributes {
    match value {
        Value::Object(attributes) => attributes,
        other => panic!("{other} is no body"),
    }
}

/// The first version of a record.
fn record(pk: &str, sk: &str, value: Value) -> Record {
    Record { key: Key::new(pk, sk), indexes: NO_INDEX, kind: "test", version: 1, body: body(value), expires: None }
}

fn create(record: Record) -> Change {
    Change::Create { record, what: "create" }
}

/// A small record.
fn put(pk: &str, sk: &str) -> Change {
    create(record(pk, sk, json!({ "at": sk })))
}

fn replace(record: &Record, version: u64, value: Value) -> Change {
    Change::Replace { record: Record { version, body: body(value), ..record.clone() }, what: "replace" }
}

fn delete(key: &Key, version: u64) -> Change {
    Change::Delete { key: key.clone(), version, what: "delete" }
}

fn require(key: &Key, version: Option<u64>) -> Change {
    Change::Require { key: key.clone(), version, what: "require" }
}

fn add(key: &Key, amount: i64, at_most: Option<i64>) -> Change {
    Change::Add { key: key.clone(), kind: "counter", amount, at_most, expires: None, what: "add" }
}

/// Commits what must not be refused.
async fn commit(store: &Port, changes: Vec<Change>) {
    store.commit(changes).await.unwrap();
}

/// Commits what must be refused, and says as what.
async fn refused(store: &Port, changes: Vec<Change>) -> (&'static str, Refusal) {
    match store.commit(changes).await {
        Err(CommitError::Refused { what, refusal }) => (what, refusal),
        other => panic!("{other:?} instead of a refusal"),
    }
}

/// Creates records of the given places, in commits as large as possible.
async fn fill(store: &Port, pk: &str, places: &[&str]) {
    for chunk in places.chunks(100) {
        commit(store, chunk.iter().map(|sk| put(pk, sk)).collect()).await;
    }
}

async fn read(store: &Port, key: &Key) -> Option<Reading> {
    store.get(key).await.unwrap()
}

/// What a counter stands at, with its version.
async fn count(store: &Port, key: &Key) -> Option<(i64, u64)> {
    read(store, key).await.map(|it| (it.body["n"].as_i64().unwrap(), it.version))
}

async fn page(store: &Port, query: &Query) -> Rows {
    store.query(query).await.unwrap()
}

fn places(rows: &[Reading]) -> Vec<&str> {
    rows.iter().map(|it| it.key.sk.as_str()).collect()
}

/// Everything a query lists, page by page.
async fn all(store: &Port, query: &Query) -> Vec<Reading> {
    let mut query = query.clone();
    let mut rows = Vec::new();
    loop {
        let mut page = page(store, &query).await;
        assert!(page.rows.len() <= query.limit, "{} rows of at most {}", page.rows.len(), query.limit);
        assert!(page.next.is_none() || page.next != query.after, "{query:?} goes in circles");
        rows.append(&mut page.rows);
        match page.next {
            Some(next) => query.after = Some(next),
            None => return rows,
        }
    }
}

/// Lists until what is listed is as expected, for at most ten seconds: an index may lag.
async fn eventually(store: &Port, query: &Query, expected: &[&str]) {
    for _ in 0..100 {
        if places(&all(store, query).await) == expected {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(places(&all(store, query).await), expected);
}
