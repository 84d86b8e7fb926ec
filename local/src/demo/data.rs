//! The demo's people, companies and texts. All of them are invented.

use serde::Deserialize;

/// A person of the demo's firm.
pub(super) struct Teammate {
    pub name: &'static str,
    pub email: &'static str,
    pub role: &'static str,
}

/// The team; the first one opens the workspace.
pub(super) const TEAM: [Teammate; 4] = [
    Teammate { name: "Dana Whitfield", email: "dana@harborfinch.example", role: "admin" },
    Teammate { name: "Tom Okonkwo", email: "tom@harborfinch.example", role: "member" },
    Teammate { name: "Elena Petrova", email: "elena@harborfinch.example", role: "member" },
    Teammate { name: "Marcus Lee", email: "marcus@harborfinch.example", role: "admin" },
];

/// Companies and their domains.
pub(super) const COMPANIES: [(&str, &str); 12] = [
    ("Copper Lane Bakery", "copperlane.example"),
    ("Granite Architects", "granitearchitects.example"),
    ("Orchard Logistics", "orchardlogistics.example"),
    ("Juniper Labs", "juniperlabs.example"),
    ("Meridian Dental", "meridiandental.example"),
    ("Beacon Yachts", "beaconyachts.example"),
    ("Summit Outdoor", "summitoutdoor.example"),
    ("Fable Publishing", "fablepublishing.example"),
    ("Tidewater Energy", "tidewaterenergy.example"),
    ("Saffron Kitchens", "saffronkitchens.example"),
    ("Northwind Textiles", "northwindtextiles.example"),
    ("Alder & Sons", "alderandsons.example"),
];

/// Where a client of the demo stands.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum State {
    NotInvited,
    Invited,
    Active,
    Deactivated,
    Archived,
}

/// A client of the demo.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DemoClient {
    pub given_name: String,
    pub family_name: String,
    pub email: String,
    pub position: String,
    pub phone: String,
    pub tags: Vec<String>,
    /// Its place in [`COMPANIES`].
    pub company: Option<usize>,
    pub state: State,
    pub added_days_ago: i64,
    pub seen_days_ago: Vec<i64>,
}

/// A role of the firm's own, and what it grants.
pub(super) const ROLE: (&str, [&str; 3]) = ("Front desk", ["view_clients", "create_clients", "edit_clients"]);

/// The welcome message.
pub(super) const WELCOME: &str = "Welcome to **Harbor & Finch**.\n\nThis is your private space with us. Start with the \
    article on how we work together, and tell us if anything is missing. We answer within one working day.";

/// The text of the invitation.
pub(super) const INVITATION: &str = "We have opened a private portal for our work together at {{brandName}}: your documents, \
    your questions and our answers in one safe place.";

/// What there is to read.
pub(super) const ARTICLES: [(&str, &str); 2] = [
    (
        "How we work together",
        "## Month by month\n\nSend us your documents by the **5th**. We book them by the 15th, and you get our report by the \
         20th.\n\n## Questions\n\nWrite to your lead here. We answer within one working day.",
    ),
    (
        "What we need for your annual accounts",
        "- Bank statements of the whole year\n- Open invoices, sent and received\n- Contracts that began or ended\n- The \
         inventory as of 31 December",
    ),
];

/// Clients in every state; the first one is active.
pub(super) fn clients() -> Vec<DemoClient> {
    serde_json::from_str(include_str!("clients.json")).expect("the file is part of the program")
}
