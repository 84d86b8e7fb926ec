//! The demo's people, companies and texts. All of them are invented.

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
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    NotInvited,
    Invited,
    Active,
    Deactivated,
    Archived,
}

/// A client of the demo.
pub(super) struct DemoClient {
    pub given_name: &'static str,
    pub family_name: &'static str,
    pub email: &'static str,
    pub position: &'static str,
    pub phone: &'static str,
    pub tags: &'static [&'static str],
    pub company: Option<usize>,
    pub state: State,
    pub added_days_ago: i64,
    pub seen_days_ago: &'static [i64],
}

/// A role of the firm's own, and what it grants.
pub(super) const ROLE: (&str, [&str; 3]) = ("Front desk", ["view_clients", "create_clients", "edit_clients"]);

/// The welcome message.
pub(super) const WELCOME: &str = "Welcome to **Harbor & Finch**.\n\nThis is your private space with us. Start with the \
    article on how we work together, and tell us if anything is missing. We answer within one working day.";

/// The text of the invitation.
pub(super) const INVITATION: &str = "Hello {{givenName}},\n\nwe have opened a private portal for our work together at \
    {{brandName}}: your documents, your questions and our answers in one safe place.";

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
pub(super) const CLIENTS: [DemoClient; 40] = [
    DemoClient { given_name: "Maya", family_name: "Okafor", email: "maya.okafor@copperlane.example", position: "Owner", phone: "+351 21 555 0100", tags: &["Annual accounts"], company: Some(0), state: State::Active, added_days_ago: 200, seen_days_ago: &[188, 0] },
    DemoClient { given_name: "Jonas", family_name: "Eriksson", email: "jonas.eriksson@beaconyachts.example", position: "Finance lead", phone: "+351 21 555 0101", tags: &["Payroll"], company: Some(5), state: State::Active, added_days_ago: 196, seen_days_ago: &[183, 1] },
    DemoClient { given_name: "Lena", family_name: "Jensen", email: "lena.jensen@northwindtextiles.example", position: "Office manager", phone: "+351 21 555 0102", tags: &["VAT", "Payroll"], company: Some(10), state: State::Deactivated, added_days_ago: 148, seen_days_ago: &[] },
    DemoClient { given_name: "Victor", family_name: "Moreau", email: "victor.moreau@juniperlabs.example", position: "Managing partner", phone: "+351 21 555 0103", tags: &[], company: Some(3), state: State::Active, added_days_ago: 188, seen_days_ago: &[173, 9] },
    DemoClient { given_name: "Felix", family_name: "Bauer", email: "felix.bauer@tidewaterenergy.example", position: "Head of operations", phone: "+351 21 555 0104", tags: &["Advisory"], company: Some(8), state: State::Active, added_days_ago: 184, seen_days_ago: &[168, 16] },
    DemoClient { given_name: "Ines", family_name: "Ito", email: "ines.ito@mail.example", position: "Founder", phone: "+351 21 555 0105", tags: &["Annual accounts", "Advisory"], company: None, state: State::Active, added_days_ago: 180, seen_days_ago: &[163, 25] },
    DemoClient { given_name: "Omar", family_name: "Fofanah", email: "omar.fofanah@summitoutdoor.example", position: "Bookkeeper", phone: "+351 21 555 0106", tags: &["VAT"], company: Some(6), state: State::Active, added_days_ago: 176, seen_days_ago: &[158, 7] },
    DemoClient { given_name: "Hugo", family_name: "Anderson", email: "hugo.anderson@alderandsons.example", position: "Controller", phone: "+351 21 555 0107", tags: &[], company: Some(11), state: State::NotInvited, added_days_ago: 17, seen_days_ago: &[] },
    DemoClient { given_name: "Priya", family_name: "Raman", email: "priya.raman@meridiandental.example", position: "Director", phone: "+351 21 555 0108", tags: &["Annual accounts"], company: Some(4), state: State::Invited, added_days_ago: 9, seen_days_ago: &[] },
    DemoClient { given_name: "Idris", family_name: "Vargas", email: "idris.vargas@saffronkitchens.example", position: "Project lead", phone: "+351 21 555 0109", tags: &["Payroll"], company: Some(9), state: State::Active, added_days_ago: 164, seen_days_ago: &[152, 23] },
    DemoClient { given_name: "Clara", family_name: "Duarte", email: "clara.duarte@orchardlogistics.example", position: "Owner", phone: "+351 21 555 0110", tags: &["VAT", "Payroll"], company: Some(2), state: State::Active, added_days_ago: 160, seen_days_ago: &[147, 13] },
    DemoClient { given_name: "Mateus", family_name: "Silva", email: "mateus.silva@fablepublishing.example", position: "Finance lead", phone: "+351 21 555 0111", tags: &[], company: Some(7), state: State::Archived, added_days_ago: 169, seen_days_ago: &[] },
    DemoClient { given_name: "Aoife", family_name: "Byrne", email: "aoife.byrne@mail.example", position: "Office manager", phone: "+351 21 555 0112", tags: &["Advisory"], company: None, state: State::Active, added_days_ago: 152, seen_days_ago: &[137, 28] },
    DemoClient { given_name: "Tomás", family_name: "Pereira", email: "tomas.pereira@beaconyachts.example", position: "Managing partner", phone: "+351 21 555 0113", tags: &["Annual accounts", "Advisory"], company: Some(5), state: State::NotInvited, added_days_ago: 29, seen_days_ago: &[] },
    DemoClient { given_name: "Yuki", family_name: "Tanaka", email: "yuki.tanaka@northwindtextiles.example", position: "Head of operations", phone: "+351 21 555 0114", tags: &["VAT"], company: Some(10), state: State::Active, added_days_ago: 144, seen_days_ago: &[127, 22] },
    DemoClient { given_name: "Amara", family_name: "Diallo", email: "amara.diallo@juniperlabs.example", position: "Founder", phone: "+351 21 555 0115", tags: &[], company: Some(3), state: State::Archived, added_days_ago: 165, seen_days_ago: &[] },
    DemoClient { given_name: "Nils", family_name: "Lindqvist", email: "nils.lindqvist@tidewaterenergy.example", position: "Bookkeeper", phone: "+351 21 555 0116", tags: &["Annual accounts"], company: Some(8), state: State::Active, added_days_ago: 136, seen_days_ago: &[117, 24] },
    DemoClient { given_name: "Sofia", family_name: "Rossi", email: "sofia.rossi@granitearchitects.example", position: "Controller", phone: "+351 21 555 0117", tags: &["Payroll"], company: Some(1), state: State::Invited, added_days_ago: 7, seen_days_ago: &[] },
    DemoClient { given_name: "Rafael", family_name: "Costa", email: "rafael.costa@summitoutdoor.example", position: "Director", phone: "+351 21 555 0118", tags: &["VAT", "Payroll"], company: Some(6), state: State::NotInvited, added_days_ago: 39, seen_days_ago: &[] },
    DemoClient { given_name: "Hanna", family_name: "Keller", email: "hanna.keller@mail.example", position: "Project lead", phone: "+351 21 555 0119", tags: &[], company: None, state: State::NotInvited, added_days_ago: 41, seen_days_ago: &[] },
    DemoClient { given_name: "Kwame", family_name: "Mensah", email: "kwame.mensah@meridiandental.example", position: "Owner", phone: "+351 21 555 0120", tags: &["Advisory"], company: Some(4), state: State::Invited, added_days_ago: 10, seen_days_ago: &[] },
    DemoClient { given_name: "Elif", family_name: "Yilmaz", email: "elif.yilmaz@saffronkitchens.example", position: "Finance lead", phone: "+351 21 555 0121", tags: &["Annual accounts", "Advisory"], company: Some(9), state: State::Active, added_days_ago: 116, seen_days_ago: &[101, 6] },
    DemoClient { given_name: "Marta", family_name: "Nowak", email: "marta.nowak@orchardlogistics.example", position: "Office manager", phone: "+351 21 555 0122", tags: &["VAT"], company: Some(2), state: State::NotInvited, added_days_ago: 47, seen_days_ago: &[] },
    DemoClient { given_name: "Bruno", family_name: "Almeida", email: "bruno.almeida@fablepublishing.example", position: "Managing partner", phone: "+351 21 555 0123", tags: &[], company: Some(7), state: State::Active, added_days_ago: 108, seen_days_ago: &[91, 7] },
    DemoClient { given_name: "Zofia", family_name: "Kowalska", email: "zofia.kowalska@copperlane.example", position: "Head of operations", phone: "+351 21 555 0124", tags: &["Annual accounts"], company: Some(0), state: State::Invited, added_days_ago: 3, seen_days_ago: &[] },
    DemoClient { given_name: "Anders", family_name: "Holm", email: "anders.holm@beaconyachts.example", position: "Founder", phone: "+351 21 555 0125", tags: &["Payroll"], company: Some(5), state: State::Archived, added_days_ago: 155, seen_days_ago: &[] },
    DemoClient { given_name: "Leila", family_name: "Haddad", email: "leila.haddad@mail.example", position: "Bookkeeper", phone: "+351 21 555 0126", tags: &["VAT", "Payroll"], company: None, state: State::Active, added_days_ago: 96, seen_days_ago: &[76, 9] },
    DemoClient { given_name: "Pedro", family_name: "Santos", email: "pedro.santos@juniperlabs.example", position: "Controller", phone: "+351 21 555 0127", tags: &[], company: Some(3), state: State::Active, added_days_ago: 92, seen_days_ago: &[80, 4] },
    DemoClient { given_name: "Greta", family_name: "Weber", email: "greta.weber@tidewaterenergy.example", position: "Director", phone: "+351 21 555 0128", tags: &["Advisory"], company: Some(8), state: State::Active, added_days_ago: 88, seen_days_ago: &[75, 1] },
    DemoClient { given_name: "Samir", family_name: "Khoury", email: "samir.khoury@granitearchitects.example", position: "Project lead", phone: "+351 21 555 0129", tags: &["Annual accounts", "Advisory"], company: Some(1), state: State::Deactivated, added_days_ago: 121, seen_days_ago: &[] },
    DemoClient { given_name: "Noor", family_name: "Rahman", email: "noor.rahman@summitoutdoor.example", position: "Owner", phone: "+351 21 555 0130", tags: &["VAT"], company: Some(6), state: State::Active, added_days_ago: 80, seen_days_ago: &[65, 1] },
    DemoClient { given_name: "Emil", family_name: "Berg", email: "emil.berg@alderandsons.example", position: "Finance lead", phone: "+351 21 555 0131", tags: &[], company: Some(11), state: State::NotInvited, added_days_ago: 65, seen_days_ago: &[] },
    DemoClient { given_name: "Carla", family_name: "Fontana", email: "carla.fontana@meridiandental.example", position: "Office manager", phone: "+351 21 555 0132", tags: &["Annual accounts"], company: Some(4), state: State::Deactivated, added_days_ago: 118, seen_days_ago: &[] },
    DemoClient { given_name: "Dario", family_name: "Conti", email: "dario.conti@mail.example", position: "Managing partner", phone: "+351 21 555 0133", tags: &["Payroll"], company: None, state: State::Invited, added_days_ago: 2, seen_days_ago: &[] },
    DemoClient { given_name: "Ingrid", family_name: "Solberg", email: "ingrid.solberg@orchardlogistics.example", position: "Head of operations", phone: "+351 21 555 0134", tags: &["VAT", "Payroll"], company: Some(2), state: State::Active, added_days_ago: 64, seen_days_ago: &[45, 25] },
    DemoClient { given_name: "Paulo", family_name: "Ramos", email: "paulo.ramos@fablepublishing.example", position: "Founder", phone: "+351 21 555 0135", tags: &[], company: Some(7), state: State::Active, added_days_ago: 60, seen_days_ago: &[40, 7] },
    DemoClient { given_name: "Ruth", family_name: "Adler", email: "ruth.adler@copperlane.example", position: "Bookkeeper", phone: "+351 21 555 0136", tags: &["Advisory"], company: Some(0), state: State::Active, added_days_ago: 56, seen_days_ago: &[44, 20] },
    DemoClient { given_name: "Tariq", family_name: "Aziz", email: "tariq.aziz@beaconyachts.example", position: "Controller", phone: "+351 21 555 0137", tags: &["Annual accounts", "Advisory"], company: Some(5), state: State::Invited, added_days_ago: 5, seen_days_ago: &[] },
    DemoClient { given_name: "Vera", family_name: "Novak", email: "vera.novak@northwindtextiles.example", position: "Director", phone: "+351 21 555 0138", tags: &["VAT"], company: Some(10), state: State::Active, added_days_ago: 48, seen_days_ago: &[34, 23] },
    DemoClient { given_name: "Wanda", family_name: "Zielinska", email: "wanda.zielinska@juniperlabs.example", position: "Project lead", phone: "+351 21 555 0139", tags: &[], company: Some(3), state: State::Active, added_days_ago: 44, seen_days_ago: &[29, 13] },
];
