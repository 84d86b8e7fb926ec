//! What each use means on AWS: actions on resources, and the variables that name them.

use std::collections::{BTreeMap, BTreeSet};

use functions::kernel::{Folder, Use};
use shared::ports::{Index, Queue};

/// Beyond which no policy lets a role go, where there is a boundary.
pub const BOUNDARY: &str = "PermissionsBoundary: !If [HasBoundary, !Sub \"arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/${Boundary}\", !Ref AWS::NoValue]";

/// Writing to the log, which every function does.
const LOG: &str = "- { Effect: Allow, Action: [logs:CreateLogStream, logs:PutLogEvents], Resource: !GetAtt Logs.Arn }";

/// The statements of a role, one line each, at their margin: one for all actions on one resource.
pub fn statements(uses: &[Use]) -> Vec<String> {
    let mut granted = BTreeMap::<Target, BTreeSet<&str>>::new();
    for (actions, target) in uses.iter().flat_map(|it| grants(*it)) {
        granted.entry(target).or_default().extend(actions);
    }
    let own = granted.into_iter().map(|(Target { resources, condition }, actions)| {
        let actions = actions.into_iter().collect::<Vec<_>>().join(", ");
        let condition = condition.map(|it| format!(", Condition: {it}")).unwrap_or_default();
        at_margin(&format!(
            "- {{ Effect: Allow, Action: [{actions}], Resource: [{}]{condition} }}",
            resources.join(", ")
        ))
    });
    std::iter::once(at_margin(LOG)).chain(own).collect()
}

/// One statement, at its margin.
pub fn statement(actions: &[&str], resources: &[&str]) -> String {
    at_margin(&format!("- {{ Effect: Allow, Action: [{}], Resource: [{}] }}", actions.join(", "), resources.join(", ")))
}

fn at_margin(statement: &str) -> String {
    format!("{:14}{statement}", "")
}

/// What actions are done on, and when.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Target {
    resources: Vec<String>,
    condition: Option<&'static str>,
}

type Grant = (&'static [&'static str], Target);

/// The actions of a use, and on what.
fn grants(it: Use) -> Vec<Grant> {
    let (actions, resources) = grant(it);
    match it {
        Use::SendMail => {
            vec![(actions, Target { resources, condition: Some("{ StringEquals: { ses:FromAddress: !Ref Sender } }") })]
        }
        // Without it, what is not there would be answered as what is forbidden. A condition on the beginning of keys does not
        // serve: whoever asks for an object names no beginning.
        Use::GetBlob(_) => vec![
            (actions, Target { resources, condition: None }),
            (&["s3:ListBucket"], Target { resources: vec!["!GetAtt DataBucket.Arn".to_owned()], condition: None }),
        ],
        _ => vec![(actions, Target { resources, condition: None })],
    }
}

fn grant(it: Use) -> (&'static [&'static str], Vec<String>) {
    let one = |text: &str| vec![text.to_owned()];
    let table = || one("!GetAtt Table.Arn");
    let pool = || one("!GetAtt UserPool.Arn");
    let blobs = |folder: Folder| vec![format!("!Sub \"${{DataBucket.Arn}}/*/{}/*\"", folder.name())];
    match it {
        Use::Get => (&["dynamodb:GetItem"], table()),
        Use::GetMany => (&["dynamodb:BatchGetItem"], table()),
        Use::List => (&["dynamodb:Query"], table()),
        Use::ListBy(Index::One) => (&["dynamodb:Query"], one("!Sub \"${Table.Arn}/index/gsi1\"")),
        Use::ListBy(Index::Two) => (&["dynamodb:Query"], one("!Sub \"${Table.Arn}/index/gsi2\"")),
        Use::ListBy(Index::Three) => (&["dynamodb:Query"], one("!Sub \"${Table.Arn}/index/gsi3\"")),
        Use::Put => (&["dynamodb:PutItem"], table()),
        Use::Add => (&["dynamodb:UpdateItem"], table()),
        Use::Require => (&["dynamodb:ConditionCheckItem"], table()),
        Use::Delete => (&["dynamodb:DeleteItem"], table()),
        Use::CheckPassword => (&["cognito-idp:AdminInitiateAuth"], pool()),
        Use::SetPassword => (&["cognito-idp:AdminCreateUser", "cognito-idp:AdminSetUserPassword"], pool()),
        Use::GetBlob(folder) => (&["s3:GetObject"], blobs(folder)),
        Use::PutBlob(folder) => (&["s3:PutObject"], blobs(folder)),
        Use::DeleteBlob(folder) => (&["s3:DeleteObject"], blobs(folder)),
        Use::SendMail => (&["ses:SendEmail"], sender()),
        Use::Enqueue(Queue::Mail) => (&["sqs:SendMessage"], one("!GetAtt MailQueue.Arn")),
        Use::Enqueue(Queue::Directory) => (&["sqs:SendMessage"], one("!GetAtt DirectoryQueue.Arn")),
    }
}

/// What mails are sent with: the configuration set, and any identity. SES asks for the right to the sender's and, where a
/// receiver's address or domain is verified in the account as well, to that one; so it is the sender's address that binds.
fn sender() -> Vec<String> {
    let arn = |what: &str| format!("!Sub \"arn:${{AWS::Partition}}:ses:${{AWS::Region}}:${{AWS::AccountId}}:{what}\"");
    vec![arn("configuration-set/${MailSettings}"), arn("identity/*")]
}

/// The variables that a function of these uses needs besides those of all.
pub fn variables(uses: &[Use]) -> Vec<&'static str> {
    let named = |it: &Use| -> &[&str] {
        match it {
            Use::CheckPassword | Use::SetPassword => {
                &["PORTICO_USER_POOL: !Ref UserPool", "PORTICO_USER_POOL_CLIENT: !Ref UserPoolClient"]
            }
            Use::GetBlob(_) | Use::PutBlob(_) | Use::DeleteBlob(_) => &["PORTICO_BUCKET: !Ref DataBucket"],
            Use::SendMail => &["PORTICO_SENDER: !Ref Sender", "PORTICO_CONFIGURATION_SET: !Ref MailSettings"],
            Use::Enqueue(Queue::Mail) => &["PORTICO_MAIL_QUEUE: !Ref MailQueue"],
            Use::Enqueue(Queue::Directory) => &["PORTICO_DIRECTORY_QUEUE: !Ref DirectoryQueue"],
            _ => &[],
        }
    };
    let all: BTreeSet<&str> = uses.iter().flat_map(named).copied().collect();
    all.into_iter().collect()
}
