//! Questions to the directory: filters, sorts, pages, counts, and who may know of whom (C07, A05).

use ulid::Ulid;

use super::*;
use crate::{access::ClientRights, id::Id};

/// The id of the n-th client, team member or company.
fn nth<K>(n: u128) -> Id<K> {
    Id::new(Ulid(n))
}

const ADMIN: Viewer = Viewer::InternalUser { id: Id::new(Ulid(900)), admin: true };

fn member(n: u128) -> Viewer {
    Viewer::InternalUser { id: nth(n), admin: false }
}

fn now() -> Timestamp {
    "2026-02-01T12:00:00Z".parse().unwrap()
}

fn days_ago(days: i64) -> Timestamp {
    now() - SignedDuration::from_hours(24 * days)
}

/// A client who differs from the others in nothing but their number.
fn client(n: u128) -> ClientRow {
    ClientRow {
        id: nth(n),
        version: 1,
        given_name: "Cleo".to_owned(),
        family_name: Some("Client".to_owned()),
        email: format!("c{n}@mail.example").parse().unwrap(),
        name: "cleo client".to_owned(),
        text: format!("cleo client c{n}@mail.example"),
        status: ClientStatus::Active,
        companies: Vec::new(),
        lead: nth(900),
        visibility: vec![nth(900)],
        tags: Vec::new(),
        tag_names: Vec::new(),
        profile: None,
        created_at: days_ago(100),
        details: None,
    }
}

fn a_client(n: u128) -> Viewer {
    Viewer::Client { id: nth(n), rights: ClientRights::default() }
}

fn directory(rows: impl IntoIterator<Item = ClientRow>) -> Directory {
    Directory { clients: rows.into_iter().map(|it| (it.id, Arc::new(it))).collect(), ..Directory::default() }
}

fn find(directory: &Directory, query: &ClientQuery) -> Vec<u128> {
    numbers(&directory.find_clients(&ADMIN, query, now(), None, 1000).ids)
}

fn numbers(ids: &[ClientId]) -> Vec<u128> {
    ids.iter().map(|it| it.ulid().0).collect()
}

#[test]
fn c07_each_filter_finds_its_own_and_nobody_else() {
    let rows = [
        ClientRow { text: "zoe aeker zoe@mail.example head of tax".into(), ..client(1) },
        ClientRow { companies: vec![nth(51), nth(50)], ..client(2) },
        ClientRow { lead: nth(901), ..client(3) },
        ClientRow { tags: vec!["vip client".into()], ..client(4) },
        ClientRow { email: "only@mail.example".parse().unwrap(), ..client(5) },
        ClientRow { given_name: "Zoë".into(), ..client(6) },
        ClientRow { family_name: None, ..client(7) },
        ClientRow { status: ClientStatus::Invited, ..client(8) },
    ];
    let directory = directory(rows);
    let all = ClientQuery::default;
    let text = |it: &str| Some(it.to_owned());
    let questions = [
        (ClientQuery { search: "ZÖE Tax".into(), ..all() }, vec![1]),
        (ClientQuery { search: "  tax   aek ".into(), ..all() }, vec![1]),
        (ClientQuery { search: "zoe nowhere".into(), ..all() }, vec![]),
        (ClientQuery { search: "c2@mail".into(), ..all() }, vec![2]),
        (ClientQuery { company: Some(nth(50)), ..all() }, vec![2]),
        (ClientQuery { company: Some(nth(52)), ..all() }, vec![]),
        (ClientQuery { lead: Some(nth(901)), ..all() }, vec![3]),
        (ClientQuery { tag: text(" VIP  Client"), ..all() }, vec![4]),
        (ClientQuery { tag: text("vip"), ..all() }, vec![]),
        (ClientQuery { email: text(" Only@Mail.example"), ..all() }, vec![5]),
        (ClientQuery { given_name: text("Zoë"), ..all() }, vec![6]),
        (ClientQuery { family_name: text(""), ..all() }, vec![7]),
        (ClientQuery { statuses: vec![ClientStatus::Invited], ..all() }, vec![8]),
        (ClientQuery { company: Some(nth(50)), lead: Some(nth(901)), ..all() }, vec![]),
    ];
    for (query, expected) in questions {
        assert_eq!(find(&directory, &query), expected, "{query:?}");
    }
    assert_eq!(find(&directory, &all()), [1, 2, 3, 4, 5, 6, 7, 8]);
}

/// C06, C07: archived clients are listed only if one asks for them; the counts say how many there are of each.
#[test]
fn c07_statuses_are_counted_whichever_of_them_are_listed() {
    let statuses = ClientStatus::ALL.into_iter().zip(1..).flat_map(|(status, n)| vec![status; n]).zip(1..);
    let directory = directory(statuses.map(|(status, n)| ClientRow { status, ..client(n) }));
    let counts: BTreeMap<_, _> = ClientStatus::ALL.into_iter().zip(1..).collect();
    for (wanted, total) in [
        (vec![], 10),
        (vec![ClientStatus::Archived], 5),
        (vec![ClientStatus::NotInvited, ClientStatus::Active], 4),
        (ClientStatus::ALL.to_vec(), 15),
    ] {
        let query = ClientQuery { statuses: wanted.clone(), ..ClientQuery::default() };
        let hits = directory.find_clients(&ADMIN, &query, now(), None, 2);
        assert_eq!((hits.total, &hits.counts, hits.ids.len()), (total, &counts, 2), "{wanted:?}");
    }
    let one = ClientQuery { search: "c1@".into(), ..ClientQuery::default() };
    let hits = directory.find_clients(&ADMIN, &one, now(), None, 2);
    assert_eq!((hits.total, hits.counts.values().sum::<usize>()), (1, 1), "another filter holds for the counts");
    assert_eq!(directory.count_clients(), (10, 9));
}

#[test]
fn c07_inactive_are_those_who_were_not_there_for_so_many_days_or_never() {
    let mut directory = directory((1..=4).map(client));
    for (n, days) in [(1, 0), (2, 30), (3, 31)] {
        directory.apply(Entry::Activity { client: nth(n), at: days_ago(days) }, String::new());
    }
    let inactive = |days| find(&directory, &ClientQuery { inactive_days: Some(days), ..ClientQuery::default() });
    assert_eq!(inactive(30), [3, 4]);
    assert_eq!(inactive(29), [2, 3, 4]);
    assert_eq!(inactive(0), [2, 3, 4]);
    assert_eq!(inactive(u32::MAX), [4]);
}

#[test]
fn c07_each_sort_goes_both_ways() {
    let row = |n, name: &str, days| ClientRow { name: name.into(), created_at: days_ago(days), ..client(n) };
    let mut directory = directory([row(1, "berta", 10), row(2, "anna", 30), row(3, "carla", 20)]);
    directory.apply(Entry::Activity { client: nth(2), at: days_ago(1) }, String::new());
    directory.apply(Entry::Activity { client: nth(1), at: days_ago(5) }, String::new());
    for (sort, ascending) in [(Sort::CreatedAt, [2, 3, 1]), (Sort::Name, [2, 1, 3]), (Sort::LastActivity, [3, 1, 2])] {
        let sorted = |descending| find(&directory, &ClientQuery { sort, descending, ..ClientQuery::default() });
        assert_eq!(sorted(false), ascending, "{sort:?}");
        let mut descending = ascending;
        descending.reverse();
        assert_eq!(sorted(true), descending, "{sort:?}");
    }
}

/// All pages of a listing, joined. `between` happens between two pages.
fn pages(
    directory: &mut Directory,
    query: &ClientQuery,
    limit: usize,
    mut between: impl FnMut(&mut Directory),
) -> Vec<u128> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let hits = directory.find_clients(&ADMIN, query, now(), after.as_ref(), limit);
        assert!(hits.ids.len() <= limit);
        assert!(hits.next.is_none() || hits.ids.len() == limit, "a page that goes on is full");
        found.extend(numbers(&hits.ids));
        let Some(next) = hits.next else { return found };
        // It travels to the browser and back.
        after = Some(serde_json::from_value(serde_json::to_value(next).unwrap()).unwrap());
        between(directory);
    }
}

const SORTS: [Sort; 3] = [Sort::CreatedAt, Sort::Name, Sort::LastActivity];

/// C07: pages neither repeat nor leave out anybody, although all sort keys are the same.
#[test]
fn c07_pages_of_equal_clients_join_to_the_whole_list() {
    let mut directory = directory((1..=25).map(client));
    let ascending: Vec<u128> = (1..=25).collect();
    let descending: Vec<u128> = ascending.iter().rev().copied().collect();
    for sort in SORTS {
        for limit in [1, 2, 7, 24, 25, 26] {
            for (is_descending, expected) in [(false, &ascending), (true, &descending)] {
                let query = ClientQuery { sort, descending: is_descending, ..ClientQuery::default() };
                assert_eq!(pages(&mut directory, &query, limit, |_| ()), *expected, "{sort:?} by {limit}");
            }
        }
    }
}

/// C07: who comes and goes between two pages moves nobody else to a page where they are missed.
#[test]
fn c07_what_changes_between_two_pages_hides_nobody_else() {
    for sort in SORTS {
        for descending in [false, true] {
            // Those with odd numbers stay; those with even numbers go, one before each page.
            let mut directory = directory((1..=40).map(client));
            let query = ClientQuery { sort, descending, ..ClientQuery::default() };
            let mut even = (1..=20).map(|it| 2 * it);
            let mut coming = 101..;
            let found = pages(&mut directory, &query, 3, |it| {
                it.clients.remove(&nth(even.next().unwrap_or(0)));
                it.clients.remove(&nth(even.next_back().unwrap_or(0)));
                let new = client(coming.next().unwrap_or(0));
                it.clients.insert(new.id, Arc::new(new));
            });
            let mut staying: Vec<u128> = found.iter().copied().filter(|it| it % 2 == 1 && *it <= 40).collect();
            staying.sort_unstable();
            assert_eq!(staying, (1..=40).step_by(2).collect::<Vec<u128>>(), "{sort:?} {descending}");
        }
    }
}

/// A05: in lists, counts and everything else that the directory says.
#[test]
fn a05_whoever_is_not_an_admin_finds_and_counts_only_whom_they_may_see() {
    let mut rows: Vec<_> = (1..=6).map(client).collect();
    rows[0].visibility.push(nth(901));
    rows[1].visibility.push(nth(901));
    rows[1].status = ClientStatus::Invited;
    rows[2].visibility.push(nth(902));
    for row in &mut rows[..4] {
        row.companies = vec![nth(50)];
    }
    let directory = directory(rows);
    let query = ClientQuery::default();
    for (viewer, expected, of_company, without_company) in [
        (ADMIN, vec![1, 2, 3, 4, 5, 6], Some(4), 2),
        (Viewer::System, vec![1, 2, 3, 4, 5, 6], Some(4), 2),
        (member(901), vec![1, 2], Some(2), 0),
        (member(902), vec![3], Some(1), 0),
        (member(903), vec![], None, 0),
        (a_client(4), vec![4], Some(1), 0),
        (a_client(5), vec![5], None, 1),
        (Viewer::Visitor, vec![], None, 0),
    ] {
        let hits = directory.find_clients(&viewer, &query, now(), None, 100);
        assert_eq!(numbers(&hits.ids), expected, "{viewer:?}");
        assert_eq!((hits.total, hits.counts.values().sum::<usize>()), (expected.len(), expected.len()), "{viewer:?}");
        assert_eq!(directory.clients_by_company(&viewer).get(&nth(50)).copied(), of_company, "{viewer:?}");
        assert_eq!(directory.clients_without_company(&viewer).len(), without_company, "{viewer:?}");
        // Nor by asking for them by name.
        let one = ClientQuery { email: Some("c6@mail.example".to_owned()), ..ClientQuery::default() };
        let found = directory.find_clients(&viewer, &one, now(), None, 100).total;
        assert_eq!(found, usize::from(expected.contains(&6)), "{viewer:?}");
    }
}

/// C04, C05: companies are found by what they are called and by their domains, as long as they are in use.
#[test]
fn c05_companies_are_found_by_name_and_domain() {
    let mut directory = Directory::default();
    let row = |n, name: &str, domain: &str, active| CompanyRow {
        id: nth(n),
        version: 1,
        name: name.to_owned(),
        active,
        domains: vec![domain.parse().unwrap()],
        created_at: now(),
    };
    for company in [
        row(1, "Zeta  GmbH", "shared.example", true),
        row(2, "Áccent & Co", "shared.example", true),
        row(3, "Accent Archived", "shared.example", false),
    ] {
        directory.apply(Entry::Company(company), String::new());
    }
    let names = |search| directory.companies(search).iter().map(|it| it.id.ulid().0).collect::<Vec<_>>();
    assert_eq!(names(""), [2, 1]);
    assert_eq!(names("ACCENT"), [2]);
    assert_eq!(names("zeta g"), [1]);
    assert_eq!(directory.companies_on(&"shared.example".parse().unwrap()), [nth(1), nth(2)]);
    assert_eq!(directory.companies_on(&"other.example".parse().unwrap()), []);
    assert_eq!(directory.active_companies(), 2);
}
