//! From what a mail says to its text and its HTML, in the workspace's brand (I01, W03).

use std::sync::OnceLock;

use minijinja::{AutoEscape, Environment, HtmlEscape, Value, context, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;

use crate::{
    Error, Result, markdown,
    ports::OutgoingMail,
    text::{Email, Markdown},
    workspaces::{Addresses, ImageKind, Theme, Workspace},
};

/// What a mail says, before it is laid out.
#[derive(Debug, Default, Serialize)]
pub(super) struct Letter {
    /// The subject.
    pub subject: String,
    /// The first line of the text, large.
    pub heading: String,
    /// Plain paragraphs.
    pub paragraphs: Vec<String>,
    /// A text that the firm wrote.
    #[serde(skip)]
    pub from_firm: Option<Markdown>,
    /// What stands in the firm's text for what: `{{givenName}}` for the reader's name.
    #[serde(skip)]
    pub blanks: Vec<(&'static str, String)>,
    /// The one thing to do.
    pub button: Option<Button>,
    /// What else there is to open.
    pub link: Option<Button>,
    /// The code that works in place of the button.
    pub code: Option<String>,
    /// What else the reader should know, small.
    pub notes: Vec<String>,
}

/// The one thing to do.
#[derive(Debug, Serialize)]
pub(super) struct Button {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

impl Letter {
    /// Fills in the blanks of a text.
    fn fill(&self, text: &str, show: impl Fn(&str) -> String) -> String {
        self.blanks.iter().fold(text.to_owned(), |text, (blank, value)| text.replace(blank, &show(value)))
    }
}

/// Lays a letter out.
pub(super) fn render(
    workspace: &Workspace,
    addresses: &Addresses,
    to: &Email,
    letter: &Letter,
) -> Result<OutgoingMail> {
    let accent =
        (&workspace.color_accent, workspace.color_sidebar_background.as_ref(), workspace.color_sidebar_text.as_ref());
    let (brand, on_brand, brand_text) = Theme::new(accent.0, accent.1, accent.2).mail_colors();
    // A name is text and not Markdown, so it is filled in when the Markdown has become HTML.
    let from_firm_html =
        letter.from_firm.as_ref().map(|it| letter.fill(&markdown::to_html(it), |value| HtmlEscape(value).to_string()));
    let from_firm_text = letter.from_firm.as_ref().map(|it| letter.fill(it.as_str(), str::to_owned));
    let icon = workspace.image_path(ImageKind::SquareIcon).map(|path| format!("{}{path}", addresses.origin));
    let values = context! {
        letter => Serde(letter),
        from_firm_html => from_firm_html.map(Value::from_safe_string),
        from_firm_text,
        firm => workspace.brand_name.as_str(),
        initials => initials(workspace.brand_name.as_str()),
        icon,
        portal => addresses.portal(&workspace.slug),
        help => Serde(&workspace.help),
        brand, on_brand, brand_text,
    };
    let page = |name| environment().get_template(name).and_then(|it| it.render(&values)).map_err(Error::internal);
    Ok(OutgoingMail {
        to: to.to_string(),
        from_name: workspace.brand_name.to_string(),
        reply_to: workspace.help.email.as_ref().map(ToString::to_string),
        subject: letter.subject.clone(),
        text: page("mail.txt")?,
        html: page("mail.html")?,
    })
}

fn environment() -> &'static Environment<'static> {
    static ENVIRONMENT: OnceLock<Environment<'static>> = OnceLock::new();
    ENVIRONMENT.get_or_init(|| {
        let mut environment = Environment::new();
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.expect("the usual delimiters are valid"));
        environment.set_auto_escape_callback(
            |name| {
                if name == "mail.html" { AutoEscape::Html } else { AutoEscape::None }
            },
        );
        let own = "the templates are part of the program";
        environment.add_template("mail.html", include_str!("templates/mail.html")).expect(own);
        environment.add_template("mail.txt", include_str!("templates/mail.txt")).expect(own);
        environment
    })
}

/// Up to two initials of a firm's name.
fn initials(name: &str) -> String {
    let words = name.split_whitespace().filter(|it| it.starts_with(char::is_alphanumeric));
    words.filter_map(|it| it.chars().next()).take(2).flat_map(char::to_uppercase).collect()
}
