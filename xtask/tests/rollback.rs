//! Taking a deployment back, against a stand-in for the `aws` program that writes down how it is called, and keeps a bucket.
#![expect(clippy::unwrap_used, reason = "these are tests, helpers included")]

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Output},
};

use tempfile::TempDir;

/// Answers by the words of the call; what a test needs otherwise stands in files beside it. The folder `pages-1` is the bucket. As
/// the real one does, `sync` to a bucket leaves out what is there, as long, and newer.
const AWS: &str = r#"#!/bin/bash
cd "$(dirname "$0")"
echo "$*" >>calls
case "$*" in
  "s3 sync s3://pages-1 "*) cp -r pages-1/. "$4" && rm -rf "$4/assets" ;;
  "s3 cp --recursive "*" s3://pages-1 "*) cp -r "$4/." pages-1 ;;
  "s3 sync "*" s3://pages-1 "*)
    (cd "$3" && find . -type f) | while read -r it; do
      [ -e "pages-1/$it" ] && [ "$(stat -c %s "$3/$it")" = "$(stat -c %s "pages-1/$it")" ] && [ "$3/$it" -ot "pages-1/$it" ] && continue
      mkdir -p "$(dirname "pages-1/$it")" && cp "$3/$it" "pages-1/$it"
    done ;;
  *Outputs*WebBucketName*) echo pages-1 ;;
  *Outputs*DistributionId*) echo E1 ;;
  *Outputs*RollBackAlarm*) echo arn:aws:cloudwatch:us-east-1:123456789012:alarm:portico-dev-ApiFails ;;
  *list-functions*) printf 'portico-dev-jobs-mail\tportico-dev-jobs-sweep\n' ;;
  *get-metric-statistics*) sum=$(sed -n "s|^$4 ${6##*=} $8 ||p" metrics 2>/dev/null); echo "${sum:-0}" ;;
  *StackStatus*) [ -e unknown ] && { echo "Stack with id portico-dev does not exist" >&2; exit 255; }
    [ -e denied ] && { echo "AccessDenied" >&2; exit 254; }
    cat status 2>/dev/null || echo UPDATE_COMPLETE ;;
  *describe-alarms*) [ -e deaf ] && [ "$(grep -c describe-alarms calls)" -gt 1 ] && { echo "Throttling" >&2; exit 254; }
    cat alarms 2>/dev/null; cat later 2>/dev/null >alarms; exit 0 ;;
  *Parameters*) echo '[{"ParameterKey":"Sender","ParameterValue":"a b@firm.example"}]' ;;
  *stack-delete-complete*) [ ! -e stuck ] || exit 255 ;;
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

    fn page(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join("pages-1").join(name)).unwrap()
    }

    fn publish(&self, pages: &[(&str, &str)]) {
        for (name, text) in pages {
            let path = self.0.path().join("pages-1").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    fn calls(&self) -> String {
        fs::read_to_string(self.0.path().join("calls")).unwrap_or_default()
    }
}

#[test]
fn what_was_kept_is_what_is_put_back() {
    let it = Try::new();
    it.publish(&[("index.html", "loads a-1.js"), ("app/index.html", "loads b-1.js"), ("assets/a-1.js", "1")]);
    let kept = it.run(&["remember", "portico-dev", "before"]);
    assert!(kept.status.success(), "{}", String::from_utf8_lossy(&kept.stderr));
    it.publish(&[("index.html", "loads a-2.js"), ("app/index.html", "loads b-2.js"), ("assets/a-2.js", "2")]);
    assert_eq!(fs::read_to_string(it.0.path().join("before/template.yaml")).unwrap().trim(), "Resources: {}");
    let back = it.run(&["back", "portico-dev", "before"]);
    assert!(back.status.success(), "{}", String::from_utf8_lossy(&back.stderr));
    let calls = it.calls();
    assert!(calls.contains("cloudformation deploy --stack-name portico-dev --template-file before/template.yaml"));
    assert!(calls.contains("Sender=a b@firm.example"), "the parameters of then: {calls}");
    let pages = ["index.html", "app/index.html", "assets/a-1.js"].map(|name| it.page(name));
    assert_eq!(pages, ["loads a-1.js", "loads b-1.js", "1"], "the pages of then, although they are older and as long");
    assert!(calls.contains("create-invalidation --distribution-id E1"), "{calls}");
}

#[test]
fn nothing_is_put_back_after_a_first_deployment() {
    for (file, text) in [("unknown", ""), ("status", "ROLLBACK_COMPLETE"), ("status", "REVIEW_IN_PROGRESS")] {
        let it = Try::new().with(file, text);
        assert!(it.run(&["remember", "portico-dev", "before"]).status.success(), "{text}");
        assert!(it.run(&["back", "portico-dev", "before"]).status.success(), "{text}");
        assert!(!it.calls().contains("deploy --stack-name"), "{}", it.calls());
    }
    let later = Try::new().with("status", "UPDATE_ROLLBACK_COMPLETE");
    later.publish(&[("index.html", "")]);
    assert!(later.run(&["remember", "portico-dev", "before"]).status.success());
    assert!(later.run(&["back", "portico-dev", "before"]).status.success());
    assert!(later.calls().contains("deploy --stack-name"), "one that was taken back runs: {}", later.calls());
}

#[test]
fn what_a_first_deployment_that_failed_leaves_behind_makes_room_for_the_next() {
    for status in ["ROLLBACK_COMPLETE", "ROLLBACK_FAILED"] {
        let it = Try::new().with("status", status);
        assert!(it.run(&["remember", "portico-dev", "before"]).status.success(), "{status}");
        let calls = it.calls();
        let deleted = "cloudformation delete-stack --stack-name portico-dev\ncloudformation wait stack-delete-complete";
        assert!(calls.contains(deleted), "{calls}");
        let stuck = Try::new().with("status", status).with("stuck", "");
        assert!(!stuck.run(&["remember", "portico-dev", "before"]).status.success(), "{status}");
    }
    for status in ["UPDATE_ROLLBACK_COMPLETE", "UPDATE_COMPLETE", "REVIEW_IN_PROGRESS", "UPDATE_ROLLBACK_FAILED"] {
        let it = Try::new().with("status", status);
        it.publish(&[("index.html", "")]);
        it.run(&["remember", "portico-dev", "before"]);
        assert!(!it.calls().contains("delete-stack"), "{status}: {}", it.calls());
    }
}

#[test]
fn nothing_begins_while_somebody_else_is_at_work() {
    for status in
        ["UPDATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "DELETE_IN_PROGRESS"]
    {
        let it = Try::new().with("status", status);
        let refused = it.run(&["remember", "portico-dev", "before"]);
        assert!(!refused.status.success(), "{status}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains(status), "{status}");
        assert!(it.run(&["back", "portico-dev", "before"]).status.success(), "{status}");
        assert!(!it.calls().contains("cancel-update-stack"), "{status}: {}", it.calls());
    }
}

#[test]
fn a_deployment_that_could_not_be_taken_back_does_not_begin() {
    let refused = Try::new().with("denied", "").run(&["remember", "portico-dev", "before"]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("AccessDenied"));
    let without_pages = Try::new();
    assert!(!without_pages.run(&["remember", "portico-dev", "before"]).status.success());
    assert!(without_pages.run(&["back", "portico-dev", "before"]).status.success());
    let calls = without_pages.calls();
    assert!(!calls.contains("cancel-update-stack") && !calls.contains("deploy --stack-name"), "{calls}");
}

/// Remembers, lets these metrics come in, and watches.
fn watched(it: &Try, metrics: &str) -> Output {
    assert!(it.run(&["remember", "portico-dev", "before"]).status.success());
    fs::write(it.0.path().join("metrics"), metrics).unwrap();
    it.run(&["watch", "portico-dev", "before", "2"])
}

fn published() -> Try {
    let it = Try::new();
    it.publish(&[("index.html", "")]);
    it
}

#[test]
fn requests_that_fail_since_the_deployment_end_the_watch() {
    let quiet = published().with("alarms", "portico-dev-ApiFails\n").with("later", "portico-dev-ApiFails\n");
    assert!(watched(&quiet, "").status.success(), "those that failed before are none of this");
    let loud = published().with("later", "portico-dev-ApiFails\n");
    let refused = watched(&loud, "");
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("portico-dev-ApiFails"));
    let asked = loud.calls();
    let alarms: Vec<&str> = asked.lines().filter(|it| it.contains("describe-alarms")).collect();
    assert!(alarms.iter().all(|it| it.contains("--alarm-names portico-dev-ApiFails --state")), "no other: {alarms:?}");
}

#[test]
fn a_job_of_which_no_call_ends_well_ends_the_watch() {
    let broken = [
        "AWS/Lambda portico-dev-jobs-mail Errors 2.0\nAWS/Lambda portico-dev-jobs-mail Invocations 2.0\n",
        "Portico/portico-dev jobs-mail Errors 3.0\nPortico/portico-dev jobs-mail Latency 3.0\n",
    ];
    for metrics in broken {
        let refused = watched(&published(), metrics);
        assert!(!refused.status.success(), "{metrics}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("portico-dev-jobs-mail"), "{metrics}");
        let before = published().with("metrics", metrics);
        assert!(watched(&before, metrics).status.success(), "failed before: {metrics}");
    }
    let mishaps = [
        "AWS/Lambda portico-dev-jobs-mail Errors 1.0\nAWS/Lambda portico-dev-jobs-mail Invocations 1.0\n",
        "Portico/portico-dev jobs-mail Errors 3.0\nPortico/portico-dev jobs-mail Latency 8.0\n",
    ];
    for metrics in mishaps {
        assert!(watched(&published(), metrics).status.success(), "{metrics}");
    }
}

#[test]
fn a_watch_that_hears_nothing_is_not_a_quiet_one() {
    let deaf = Try::new().with("deaf", "").run(&["watch", "portico-dev", "before", "2"]);
    assert!(!deaf.status.success(), "{}", String::from_utf8_lossy(&deaf.stdout));
    assert!(String::from_utf8_lossy(&deaf.stderr).contains("Throttling"));
}
