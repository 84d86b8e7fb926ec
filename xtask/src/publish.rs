//! Puts the web UI into a deployed stack, and looks whether the whole answers.

mod aws;
mod pages;

use std::{path::Path, process::Command};

use anyhow::{Context as _, Result, bail, ensure};
use clap::Args;
use serde_json::Value;

use self::aws::Aws;
use crate::test::{Output, Runner, install};

/// Which stack, or which portal.
#[derive(Args)]
pub struct Options {
    /// The stack's name, such as `portico-dev`. It is looked for where samconfig.toml deploys it, unless `AWS_REGION` says where.
    #[arg(long, required_unless_present = "check")]
    stack: Option<String>,
    /// Publish nothing; look whether the portal at this address answers as it should.
    #[arg(long, value_name = "ORIGIN", conflicts_with = "stack")]
    check: Option<String>,
    /// Build nothing; upload what `web/dist` holds.
    #[arg(long, conflicts_with = "check")]
    built: bool,
}

/// What the template tells of a deployed stack.
struct Stack {
    origin: String,
    bucket: String,
    distribution: String,
    /// Below which portals lie, where they have domains.
    domain: String,
}

/// Where pages are put together before they are uploaded.
const STAGING: &str = "target/publish";

/// Builds the pages, uploads them, makes CloudFront forget the old ones, and looks whether the portal answers.
///
/// # Errors
/// When a program is missing or fails, and when the portal does not answer as it should.
pub fn run(root: &Path, options: &Options) -> Result<()> {
    let runner = Runner::new(root, false, Output::live());
    if let Some(origin) = &options.check {
        return check(&runner, origin.trim_end_matches('/'), None);
    }
    let name = options.stack.as_deref().unwrap_or_default();
    let aws = Aws::new(root, name)?;
    let stack = Stack::of(&aws, name)?;
    stage(&runner, options.built, &stack.domain)?;
    for arguments in uploads(&stack.bucket) {
        runner.run(aws.call().args(arguments).current_dir(root))?;
    }
    let id = ["--distribution-id", &stack.distribution];
    let forget =
        ["cloudfront", "create-invalidation", "--paths", "/*", "--query", "Invalidation.Id", "--output", "text"];
    let invalidation = read(aws.call().args(forget).args(id))?;
    runner
        .run(aws.call().args(["cloudfront", "wait", "invalidation-completed", "--id", invalidation.trim()]).args(id))?;
    check(&runner, &stack.origin, Some(&stack.domain))
}

/// Puts together what is uploaded. It is built before, unless it was.
fn stage(runner: &Runner, built: bool, domain: &str) -> Result<()> {
    if !built {
        install::web(runner)?;
        runner.npm("web", &["run", "build"])?;
    }
    pages::stage(&runner.root.join("web/dist"), &runner.root.join(STAGING), domain)
}

impl Stack {
    fn of(aws: &Aws, name: &str) -> Result<Self> {
        let query = ["--query", "Stacks[0].Outputs", "--output", "json"];
        let outputs = read(aws.call().args(["cloudformation", "describe-stacks", "--stack-name", name]).args(query))?;
        Self::from_outputs(&outputs).with_context(|| format!("the stack {name} is not one of Portico's"))
    }

    fn from_outputs(outputs: &str) -> Result<Self> {
        let outputs: Vec<Value> = serde_json::from_str(outputs).context("outputs that are no list")?;
        let value = |name: &str| {
            let found = outputs.iter().find(|it| it["OutputKey"] == name);
            found
                .and_then(|it| it["OutputValue"].as_str())
                .map(str::to_owned)
                .with_context(|| format!("no output {name}"))
        };
        Ok(Self {
            origin: value("Origin")?,
            bucket: value("WebBucketName")?,
            distribution: value("DistributionId")?,
            domain: value("Domain").unwrap_or_default(),
        })
    }
}

/// The uploads, in their order: what pages load is there before the pages. Files of the last release stay, for those who have
/// its pages open. Pages are copied and not synced: one that is as long as its predecessor counts as the same to `sync`, if the
/// predecessor was put back in the meantime.
fn uploads(bucket: &str) -> [Vec<String>; 3] {
    let s3 = |words: &[&str]| words.iter().map(|it| it.replace("BUCKET", bucket).replace("STAGING", STAGING)).collect();
    let forever = "public, max-age=31536000, immutable";
    [
        s3(&["s3", "sync", "STAGING/assets", "s3://BUCKET/assets", "--only-show-errors", "--cache-control", forever]),
        // The mailbox page belongs to one machine.
        s3(&[
            "s3",
            "cp",
            "--recursive",
            "STAGING",
            "s3://BUCKET",
            "--only-show-errors",
            "--exclude",
            "assets/*",
            "--exclude",
            "mailbox.html",
            "--exclude",
            ".vite/*",
            "--cache-control",
            "no-cache",
        ]),
        s3(&[
            "s3",
            "cp",
            "web/src/api/openapi.json",
            "s3://BUCKET/v1/openapi.json",
            "--only-show-errors",
            "--content-type",
            "application/json",
            "--cache-control",
            "no-cache",
        ]),
    ]
}

/// What an answer must be like.
struct Expected {
    path: &'static str,
    status: u16,
    /// A header that must be there, in small letters.
    header: &'static str,
    /// What the body must hold.
    holds: &'static str,
}

/// One for each thing that can be missing: the pages and their rules, the API's description, a function that reads the table,
/// and the refusal of those who are nobody.
const EXPECTED: [Expected; 4] = [
    Expected { path: "/", status: 200, header: "content-security-policy", holds: "<!doctype html" },
    Expected { path: "/v1/openapi.json", status: 200, header: "content-type", holds: "\"openapi\"" },
    Expected { path: "/v1/portals/nobody-took-this", status: 404, header: "content-type", holds: "\"requestId\"" },
    Expected { path: "/v1/clients", status: 401, header: "content-type", holds: "\"requestId\"" },
];

/// Looks whether a portal answers as it should, and whether portals that have domains of their own do. The domain is what the
/// front page says, where nobody knows it.
fn check(runner: &Runner, origin: &str, domain: Option<&str>) -> Result<()> {
    for expected in &EXPECTED {
        let url = format!("{origin}{}", expected.path);
        expected.met_by(&get(&url)?).with_context(|| format!("GET {url} is not answered as it should be"))?;
        runner.say(&format!("{} {url}", expected.status));
    }
    let front = get(&format!("{origin}/"))?;
    let told = pages::domain(&front).unwrap_or_default();
    let domain = domain.unwrap_or(told);
    ensure!(
        told == domain,
        "{origin}/ says that portals lie below `{told}`, and they lie below `{domain}`: publish again"
    );
    if domain.is_empty() {
        return Ok(());
    }
    let url = format!("https://nobody-took-this.{domain}/");
    let answer = get(&url).with_context(|| format!("do *.{domain} and its certificate point to the distribution?"))?;
    EXPECTED[0].met_by(&answer).with_context(|| format!("GET {url} is not answered as it should be"))?;
    ensure!(pages::domain(&answer) == Some(domain), "{url} does not say that portals lie below {domain}");
    runner.say(&format!("200 {url}"));
    Ok(())
}

/// What a URL is answered with, headers included.
fn get(url: &str) -> Result<String> {
    let patient = ["--silent", "--show-error", "--max-time", "20", "--retry", "3", "--include", "--http1.1"];
    read(Command::new("curl").args(patient).arg(url))
}

impl Expected {
    fn met_by(&self, answer: &str) -> Result<()> {
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((answer, ""));
        let status = head.split_ascii_whitespace().nth(1).unwrap_or_default();
        ensure!(status == self.status.to_string(), "{status} instead of {}", self.status);
        let mut names = head.lines().filter_map(|it| it.split_once(':')).map(|it| it.0.to_ascii_lowercase());
        ensure!(names.any(|it| it == self.header), "there is no header {}", self.header);
        ensure!(body.to_ascii_lowercase().contains(&self.holds.to_ascii_lowercase()), "the body lacks {}", self.holds);
        Ok(())
    }
}

/// What a program prints.
fn read(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("cannot run {program}: is it installed?"))?;
    if !output.status.success() {
        bail!("{program}: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_go_up_after_what_they_load_and_are_asked_for_again_each_time() {
        let [assets, pages, description] = uploads("pages-1").map(|it| it.join(" "));
        assert!(assets.contains("s3://pages-1/assets") && assets.contains("immutable"), "{assets}");
        assert!(pages.starts_with("s3 cp --recursive target/publish s3://pages-1 "), "{pages}");
        assert!(pages.contains("--exclude mailbox.html") && pages.ends_with("no-cache"), "{pages}");
        assert!(!pages.contains("--delete"), "open pages still load what they were built with");
        assert!(description.contains("s3://pages-1/v1/openapi.json"), "{description}");
    }

    #[test]
    fn what_is_built_already_goes_up_without_a_build() {
        let folder = tempfile::tempdir().unwrap();
        let runner = Runner::new(folder.path(), false, Output::live());
        assert!(stage(&runner, true, "").is_err(), "nothing was built");
        std::fs::create_dir_all(folder.path().join("web/dist")).unwrap();
        std::fs::write(folder.path().join("web/dist/index.html"), "<!doctype html>").unwrap();
        assert!(stage(&runner, false, "").is_err(), "there is nothing that could be built");
        stage(&runner, true, "").unwrap();
        assert!(folder.path().join(STAGING).join("index.html").is_file());
    }

    #[test]
    fn a_stack_of_somebody_else_is_told_apart() {
        let output = |name: &str| format!(r#"{{"OutputKey":"{name}","OutputValue":"x"}}"#);
        let all = ["Origin", "WebBucketName", "DistributionId"].map(output);
        assert_eq!(Stack::from_outputs(&format!("[{}]", all.join(","))).unwrap().domain, "");
        let with_domain = format!("[{},{}]", all.join(","), output("Domain"));
        assert_eq!(Stack::from_outputs(&with_domain).unwrap().domain, "x");
        let refusal = Stack::from_outputs(&format!("[{}]", all[..2].join(","))).err().unwrap().to_string();
        assert_eq!(refusal, "no output DistributionId");
        assert!(Stack::from_outputs("null").is_err());
    }

    #[test]
    fn an_answer_without_its_status_its_rules_or_its_body_is_refused() {
        let page = &EXPECTED[0];
        let good = "HTTP/1.1 200 OK\r\nContent-Security-Policy: default-src 'self'\r\n\r\n<!DOCTYPE html>";
        assert!(page.met_by(good).is_ok());
        for (from, to) in [("200", "503"), ("Content-Security-Policy", "X"), ("<!DOCTYPE html>", "Sorry")] {
            assert!(page.met_by(&good.replace(from, to)).is_err(), "{from}");
        }
    }
}
