//! Taking a deployment back, against a stand-in for the `aws` program that writes down how it is called.
#![expect(clippy::unwrap_used, reason = "these are tests, helpers included")]

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Output},
};

use tempfile::TempDir;

/// Answers by the words of the call; what a test needs otherwise stands in files beside it.
const AWS: &str = r#"#!/bin/sh
cd "$(dirname "$0")"
echo "$*" >>calls
case "$*" in
  *Outputs*WebBucketName*) echo pages-1 ;;
  *Outputs*DistributionId*) echo E1 ;;
  *StackStatus*) echo UPDATE_COMPLETE ;;
  *describe-alarms*) cat alarms 2>/dev/null; cat later 2>/dev/null >alarms; exit 0 ;;
  *Parameters*) [ -e unknown ] && { echo "Stack with id portico-dev does not exist" >&2; exit 255; }
    [ -e denied ] && { echo "AccessDenied" >&2; exit 254; }
    echo '[{"ParameterKey":"Sender","ParameterValue":"a b@firm.example"}]' ;;
  *get-template*) printf '%s' '"Resources: {}"' ;;
esac
"#;

/// The script with its stand-in, in a folder of its own.
struct Try(TempDir);

impl Try {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let aws = folder.path().join("aws");
        fs::write(&aws, AWS).unwrap();
        fs::set_permissions(&aws, fs::Permissions::from_mode(0o755)).unwrap();
        Self(folder)
    }

    fn with(self, file: &str, text: &str) -> Self {
        fs::write(self.0.path().join(file), text).unwrap();
        self
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../infra/rollback.sh");
        let path = format!("{}:{}", self.0.path().display(), std::env::var("PATH").unwrap());
        let mut command = Command::new("bash");
        command.arg(script).args(arguments).env("PATH", path).env("MINUTE", "0").current_dir(self.0.path());
        command.output().unwrap()
    }

    fn calls(&self) -> String {
        fs::read_to_string(self.0.path().join("calls")).unwrap_or_default()
    }
}

#[test]
fn what_was_kept_is_what_is_put_back() {
    let it = Try::new();
    assert!(it.run(&["remember", "portico-dev", "before"]).status.success());
    assert_eq!(fs::read_to_string(it.0.path().join("before/template.yaml")).unwrap().trim(), "Resources: {}");
    let back = it.run(&["back", "portico-dev", "before"]);
    assert!(back.status.success(), "{}", String::from_utf8_lossy(&back.stderr));
    let calls = it.calls();
    assert!(calls.contains("cloudformation deploy --stack-name portico-dev --template-file before/template.yaml"));
    assert!(calls.contains("Sender=a b@firm.example"), "the parameters of then: {calls}");
    assert!(calls.contains("s3 sync before/web s3://pages-1"), "the pages of then: {calls}");
    assert!(calls.contains("create-invalidation --distribution-id E1"), "{calls}");
}

#[test]
fn nothing_is_put_back_after_a_first_deployment() {
    let it = Try::new().with("unknown", "");
    assert!(it.run(&["remember", "portico-dev", "before"]).status.success());
    assert!(it.run(&["back", "portico-dev", "before"]).status.success());
    assert!(!it.calls().contains("deploy --stack-name"), "{}", it.calls());
}

#[test]
fn a_deployment_that_could_not_be_taken_back_does_not_begin() {
    let refused = Try::new().with("denied", "").run(&["remember", "portico-dev", "before"]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("AccessDenied"));
}

#[test]
fn an_alarm_that_rings_since_the_deployment_ends_the_watch() {
    let quiet = Try::new().with("alarms", "portico-dev-Old\n").with("later", "portico-dev-Old\n");
    assert!(quiet.run(&["watch", "portico-dev", "2"]).status.success(), "one that rang before is none of this");
    let loud = Try::new().with("alarms", "portico-dev-Old\n").with("later", "portico-dev-ApiFails\tportico-dev-Old\n");
    let refused = loud.run(&["watch", "portico-dev", "2"]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("portico-dev-ApiFails"));
}
