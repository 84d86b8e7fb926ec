//! The mail port on one machine: mails are kept in the data folder, where the mailbox page shows them.

use std::{
    fs, io,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::ports::{Clock, Mailer, MailerError, OutgoingMail};
use tokio::task::spawn_blocking;

use crate::{
    files,
    folder::{Folder, FolderError},
};

/// The mails' folder in the data folder.
const ROOM: &str = "mail";
/// The ending of a mail's file.
const ENDING: &str = ".json";

/// A mail as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptMail {
    /// What it was sent as.
    pub id: String,
    /// When.
    pub sent_at: Timestamp,
    /// What was sent.
    #[serde(flatten)]
    pub mail: OutgoingMail,
}

/// What a list of mails shows of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Envelope {
    /// What it was sent as.
    pub id: String,
    /// When.
    pub sent_at: Timestamp,
    /// The receiver's address.
    pub to: String,
    /// The sender's name.
    pub from_name: String,
    /// The subject.
    pub subject: String,
}

/// Keeps each mail as one JSON file, named by its id.
pub struct FolderMailer {
    room: Arc<Room>,
    clock: Arc<dyn Clock>,
}

impl std::fmt::Debug for FolderMailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FolderMailer").field("path", &self.room.path).finish_non_exhaustive()
    }
}

impl FolderMailer {
    /// Opens the folder's mailbox, and makes it at the first start.
    pub fn open(folder: &Folder, clock: Arc<dyn Clock>) -> Result<Self, FolderError> {
        Ok(Self { room: Arc::new(Room::open(folder.room(ROOM)?)?), clock })
    }

    /// The mails, newest first; only those to one address if it is given, in small letters or capitals.
    pub fn list(&self, to: Option<&str>) -> Vec<Envelope> {
        let wanted = |it: &&Envelope| to.is_none_or(|to| it.to.eq_ignore_ascii_case(to));
        self.room.envelopes().iter().rev().filter(wanted).cloned().collect()
    }

    /// The mail that was sent as `id`, if there is one.
    pub async fn get(&self, id: &str) -> io::Result<Option<KeptMail>> {
        // Only what is known is looked for, so that no text becomes a path that is not a mail's.
        if !self.room.envelopes().iter().any(|it| it.id == id) {
            return Ok(None);
        }
        let path = self.room.file(id);
        let text = spawn_blocking(move || fs::read(path)).await.map_err(io::Error::other)??;
        Ok(Some(serde_json::from_slice(&text)?))
    }
}

#[async_trait]
impl Mailer for FolderMailer {
    async fn send(&self, id: &str, mail: &OutgoingMail) -> Result<(), MailerError> {
        let plain = |it: u8| it.is_ascii_alphanumeric() || it == b'_' || it == b'-';
        if id.is_empty() || id.len() > 200 || !id.bytes().all(plain) {
            return Err(MailerError::Refused("the id of a mail has 1 to 200 letters, digits, `_` and `-`".into()));
        }
        let kept = KeptMail { id: id.to_owned(), sent_at: self.clock.now(), mail: mail.clone() };
        let room = Arc::clone(&self.room);
        // In one piece, which goes on even if whoever waits for it stops waiting.
        let done = spawn_blocking(move || room.keep(&kept)).await;
        done.map_err(|err| MailerError::Unavailable(err.into()))?.map_err(|err| MailerError::Unavailable(err.into()))
    }
}

/// The folder of the mails, and what is in it.
struct Room {
    path: PathBuf,
    /// Oldest first. Held while a mail is written, so that an id is written once.
    envelopes: Mutex<Vec<Envelope>>,
}

impl Room {
    fn open(path: PathBuf) -> Result<Self, FolderError> {
        let mut envelopes = Vec::new();
        for entry in fs::read_dir(&path).map_err(FolderError::system(&path))? {
            let file = entry.map_err(FolderError::system(&path))?.path();
            if file.to_string_lossy().ends_with(ENDING) {
                let text = fs::read(&file).map_err(FolderError::system(&file))?;
                let kept: KeptMail = serde_json::from_slice(&text)
                    .map_err(|err| FolderError::damaged(&file, format!("it is not a mail (line {})", err.line())))?;
                envelopes.push(envelope(&kept));
            }
        }
        envelopes.sort_by(|a, b| (a.sent_at, &a.id).cmp(&(b.sent_at, &b.id)));
        Ok(Self { path, envelopes: Mutex::new(envelopes) })
    }

    fn envelopes(&self) -> MutexGuard<'_, Vec<Envelope>> {
        self.envelopes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn file(&self, id: &str) -> PathBuf {
        self.path.join(format!("{id}{ENDING}"))
    }

    fn keep(&self, kept: &KeptMail) -> io::Result<()> {
        let mut envelopes = self.envelopes();
        if envelopes.iter().any(|it| it.id == kept.id) {
            return Ok(());
        }
        files::write_whole(&self.file(&kept.id), &serde_json::to_vec_pretty(kept)?)?;
        envelopes.push(envelope(kept));
        Ok(())
    }
}

fn envelope(kept: &KeptMail) -> Envelope {
    Envelope {
        id: kept.id.clone(),
        sent_at: kept.sent_at,
        to: kept.mail.to.clone(),
        from_name: kept.mail.from_name.clone(),
        subject: kept.mail.subject.clone(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use shared::memory::FixedClock;

    use super::*;

    fn mail(to: &str) -> OutgoingMail {
        OutgoingMail {
            to: to.to_owned(),
            from_name: "Harbor & Finch".to_owned(),
            reply_to: None,
            subject: "Welcome".to_owned(),
            text: "Hello".to_owned(),
            html: "<p>Hello</p>".to_owned(),
        }
    }

    #[tokio::test]
    async fn mails_are_listed_newest_first_and_found_again_at_the_next_start() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::open(data.path()).unwrap();
        let clock = Arc::new(FixedClock::default());
        let mut mailer = FolderMailer::open(&folder, clock.clone()).unwrap();
        for (id, to) in
            [("mail_2", "jo@inbox.example"), ("mail_1", "sam@inbox.example"), ("mail_3", "jo@inbox.example")]
        {
            mailer.send(id, &mail(to)).await.unwrap();
            clock.advance(SignedDuration::from_secs(1));
        }
        for _ in 0..2 {
            let ids = |to| mailer.list(to).into_iter().map(|it| it.id).collect::<Vec<_>>();
            assert_eq!(ids(None), ["mail_3", "mail_1", "mail_2"]);
            assert_eq!(ids(Some("JO@inbox.example")), ["mail_3", "mail_2"]);
            assert_eq!(ids(Some("nobody@inbox.example")), [""; 0]);
            let kept = mailer.get("mail_1").await.unwrap().unwrap();
            assert_eq!(
                (kept.mail, kept.sent_at.to_string()),
                (mail("sam@inbox.example"), "2026-01-07T12:00:01Z".into())
            );
            // A mail that is sent again after the next start, too, changes nothing.
            mailer.send("mail_2", &mail("other@inbox.example")).await.unwrap();
            mailer = FolderMailer::open(&folder, clock.clone()).unwrap();
        }
    }

    #[tokio::test]
    async fn no_id_leads_out_of_the_folder() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::open(data.path()).unwrap();
        let mailer = FolderMailer::open(&folder, Arc::new(FixedClock::default())).unwrap();
        let long = "x".repeat(201);
        for id in ["", ".", "..", "../portico", "a/b", "a\\b", "/etc/passwd", "a\0", "a.b", "ä", "a b", &long] {
            let answer = mailer.send(id, &mail("jo@inbox.example")).await;
            assert!(matches!(answer, Err(MailerError::Refused(_))), "{id:?}");
            assert_eq!(mailer.get(id).await.unwrap(), None);
        }
        // It is a JSON file in the folder above, but no mail.
        assert_eq!(mailer.get("../portico").await.unwrap(), None);
        assert_eq!(fs::read_dir(data.path().join(ROOM)).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn a_damaged_mail_is_named_and_left_as_it_is() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::open(data.path()).unwrap();
        let file = folder.room(ROOM).unwrap().join("mail_1.json");
        fs::write(&file, "{ \"id\": ").unwrap();
        let message = FolderMailer::open(&folder, Arc::new(FixedClock::default())).unwrap_err().to_string();
        assert!(message.starts_with(&file.display().to_string()) && message.contains("it is not a mail"), "{message}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "{ \"id\": ");
    }

    #[tokio::test]
    async fn a_mail_that_can_not_be_kept_is_tried_again_later() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::open(data.path()).unwrap();
        let mailer = FolderMailer::open(&folder, Arc::new(FixedClock::default())).unwrap();
        let room = data.path().join(ROOM);
        fs::remove_dir(&room).unwrap();
        let answer = mailer.send("mail_1", &mail("jo@inbox.example")).await;
        assert!(matches!(answer, Err(MailerError::Unavailable(_))));
        assert_eq!(mailer.list(None), []);
        fs::create_dir(&room).unwrap();
        mailer.send("mail_1", &mail("jo@inbox.example")).await.unwrap();
        assert_eq!(mailer.list(None).len(), 1);
    }
}
