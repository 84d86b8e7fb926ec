//! What each use means on AWS: actions on resources, and the variables that name them.

use std::collections::BTreeSet;

use functions::kernel::Use;
use shared::ports::Queue;

/// Writing to the log, which every function does.
const LOG: &str = "- { Effect: Allow, Action: [logs:CreateLogStream, logs:PutLogEvents], Resource: !GetAtt Logs.Arn }";

/// The statements of a role, one line each, at their margin.
pub fn statements(uses: &[Use]) -> Vec<String> {
    let uses: BTreeSet<&Use> = uses.iter().collect();
    let own = uses.into_iter().map(|it| {
        let (actions, resources) = grant(*it);
        statement(actions, &resources)
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

/// The actions of a use, and on what.
fn grant(it: Use) -> (&'static [&'static str], Vec<&'static str>) {
    const TABLE: &str = "!GetAtt Table.Arn";
    match it {
        Use::Read => (
            &["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"],
            vec![TABLE, "!Sub \"${Table.Arn}/index/gsi1\"", "!Sub \"${Table.Arn}/index/gsi3\""],
        ),
        Use::Write => (
            &["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"],
            vec![TABLE],
        ),
        Use::Credentials => (
            &[
                "cognito-idp:AdminCreateUser",
                "cognito-idp:AdminDeleteUser",
                "cognito-idp:AdminInitiateAuth",
                "cognito-idp:AdminSetUserPassword",
            ],
            vec!["!GetAtt UserPool.Arn"],
        ),
        Use::ReadBlobs => (&["s3:GetObject"], vec!["!Sub \"${DataBucket.Arn}/*\""]),
        Use::WriteBlobs => (&["s3:PutObject", "s3:DeleteObject"], vec!["!Sub \"${DataBucket.Arn}/*\""]),
        Use::SendMail => (
            &["ses:SendEmail"],
            vec![
                "!Sub \"arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:configuration-set/${MailSettings}\"",
                "!If [HasAddressIdentity, !Sub \"arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/${Sender}\", \
                 !Sub [\"arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/${Name}\", { Name: !Select [1, !Split [\"@\", !Ref Sender]] }]]",
            ],
        ),
        Use::Enqueue(Queue::Mail) => (&["sqs:SendMessage"], vec!["!GetAtt MailQueue.Arn"]),
        Use::Enqueue(Queue::Directory) => (&["sqs:SendMessage"], vec!["!GetAtt DirectoryQueue.Arn"]),
    }
}

/// The variables that a function of these uses needs besides those of all.
pub fn variables(uses: &[Use]) -> Vec<&'static str> {
    let named = |it: &Use| -> &[&str] {
        match it {
            Use::Read | Use::Write => &[],
            Use::Credentials => &["PORTICO_USER_POOL: !Ref UserPool", "PORTICO_USER_POOL_CLIENT: !Ref UserPoolClient"],
            Use::ReadBlobs | Use::WriteBlobs => &["PORTICO_BUCKET: !Ref DataBucket"],
            Use::SendMail => &["PORTICO_SENDER: !Ref Sender", "PORTICO_CONFIGURATION_SET: !Ref MailSettings"],
            Use::Enqueue(Queue::Mail) => &["PORTICO_MAIL_QUEUE: !Ref MailQueue"],
            Use::Enqueue(Queue::Directory) => &["PORTICO_DIRECTORY_QUEUE: !Ref DirectoryQueue"],
        }
    };
    let all: BTreeSet<&str> = uses.iter().flat_map(named).copied().collect();
    all.into_iter().collect()
}
