//! `docs/cost.md`: what a deployment costs, from the units that the benchmark counted and AWS's prices.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use clap::Args;
use functions::{
    jobs::{JOBS, Job, Trigger},
    kernel::Use,
    routes,
};
use serde::Deserialize;

/// Where the units are.
#[derive(Args)]
pub struct Options {
    /// What `cargo xtask bench` counted.
    #[arg(long, default_value = "target/bench/units.json")]
    units: PathBuf,
}

/// Writes the document.
///
/// # Errors
/// When the units were not counted yet, or the document cannot be written.
pub fn run(root: &Path, options: &Options) -> Result<()> {
    let file = root.join(&options.units);
    let text = fs::read_to_string(&file)
        .with_context(|| format!("cannot read {}: `cargo xtask bench` makes it", file.display()))?;
    let sizes: Vec<Size> = serde_json::from_str(&text).with_context(|| format!("{} is damaged", file.display()))?;
    let size = sizes.iter().find(|it| it.clients == 10_000).context("no units for 10,000 clients")?;
    let document = root.join("docs/cost.md");
    fs::write(&document, render(size)?).with_context(|| format!("cannot write {}", document.display()))?;
    println!("wrote {}", document.display());
    Ok(())
}

/// What the benchmark counted in a workspace of one size.
#[derive(Deserialize)]
struct Size {
    clients: u64,
    /// Read and write units of a call, by endpoint.
    units: BTreeMap<String, (f64, f64)>,
}

/// A price of AWS, in US dollars.
struct Price {
    what: &'static str,
    usd: f64,
    per: &'static str,
    free: &'static str,
    source: &'static str,
}

impl Price {
    /// Of one.
    fn each(&self) -> f64 {
        let count = self.per.split_ascii_whitespace().next().unwrap_or_default().replace(',', "");
        self.usd / count.parse::<f64>().unwrap_or(1.0)
    }
}

/// On demand, us-east-1.
const PRICES: [Price; 17] = [
    price("HTTP API request", 1.00, "1,000,000", "", "https://aws.amazon.com/api-gateway/pricing/"),
    price("Lambda request", 0.20, "1,000,000", "1,000,000 a month", "https://aws.amazon.com/lambda/pricing/"),
    price("Lambda GB-second, arm64", 13.3334, "1,000,000", "400,000 a month", "https://aws.amazon.com/lambda/pricing/"),
    price("DynamoDB read unit", 0.125, "1,000,000", "", "https://aws.amazon.com/dynamodb/pricing/on-demand/"),
    price("DynamoDB write unit", 0.625, "1,000,000", "", "https://aws.amazon.com/dynamodb/pricing/on-demand/"),
    price("DynamoDB GB stored, a month", 0.25, "1", "25 GB", "https://aws.amazon.com/dynamodb/pricing/on-demand/"),
    price(
        "DynamoDB GB of point-in-time recovery, a month",
        0.20,
        "1",
        "",
        "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    ),
    price(
        "CloudFront HTTPS request",
        1.00,
        "1,000,000",
        "10,000,000 a month",
        "https://aws.amazon.com/cloudfront/pricing/",
    ),
    price("S3 GET", 0.40, "1,000,000", "", "https://aws.amazon.com/s3/pricing/"),
    price("S3 PUT", 5.00, "1,000,000", "", "https://aws.amazon.com/s3/pricing/"),
    price("SQS request", 0.40, "1,000,000", "1,000,000 a month", "https://aws.amazon.com/sqs/pricing/"),
    price("SES mail", 0.10, "1,000", "", "https://aws.amazon.com/ses/pricing/"),
    // Of the tier Lite, which the template chooses.
    price("Cognito person active in a month", 0.0055, "1", "10,000 a month", "https://aws.amazon.com/cognito/pricing/"),
    price("CloudWatch GB of logs", 0.50, "1", "5 GB a month", "https://aws.amazon.com/cloudwatch/pricing/"),
    price(
        "CloudWatch metric, a month, by the hour in which it is sent",
        0.30,
        "1",
        "10",
        "https://aws.amazon.com/cloudwatch/pricing/",
    ),
    price(
        "CloudWatch alarm, a month, by each metric that it watches",
        0.10,
        "1",
        "10",
        "https://aws.amazon.com/cloudwatch/pricing/",
    ),
    price("Secrets Manager secret, a month", 0.40, "1", "", "https://aws.amazon.com/secrets-manager/pricing/"),
];

const fn price(what: &'static str, usd: f64, per: &'static str, free: &'static str, source: &'static str) -> Price {
    Price { what, usd, per, free, source }
}

/// The price of one of these; the words are those of the table.
fn of(what: &str) -> f64 {
    let found = PRICES.iter().find(|it| it.what == what);
    found.unwrap_or_else(|| panic!("no price of {what}")).each()
}

/// Memory of a function, as the template's parameter has it, in GB.
const MEMORY: f64 = 0.5;
/// What a call of a warm function is billed, in seconds: its own work, and the round trips to the table within a region.
const SECONDS: f64 = 0.012;
/// Bytes of the log line of a request, with those that Lambda and the gateway add.
const LOG_BYTES: f64 = 1_200.0;

/// What a request consumes.
struct Call {
    read: f64,
    write: f64,
    /// Round trips by service, for the reader.
    services: Vec<&'static str>,
    /// What they cost besides units.
    extra: f64,
}

impl Call {
    fn of(uses: &[Use], (read, write): (f64, f64)) -> Self {
        let mut call = Self { read, write, services: Vec::new(), extra: 0.0 };
        let mut add = |name, cost| {
            if !call.services.contains(&name) {
                call.services.push(name);
                call.extra += cost;
            }
        };
        for it in uses {
            match it {
                // Priced by the people who are active in a month.
                Use::CheckPassword | Use::SetPassword => add("Cognito", 0.0),
                // The directory's snapshot is read once for many requests of a process; counted as if each time.
                Use::GetBlob(_) => add("S3 GET", of("S3 GET")),
                Use::PutBlob(_) => add("S3 PUT", of("S3 PUT")),
                _ => (),
            }
        }
        if write > 0.0 {
            // What follows a commit: the stream's function, and a queue for what it finds.
            let follows = of("Lambda request") + SECONDS * MEMORY * of("Lambda GB-second, arm64");
            add("stream, queue", follows + 3.0 * of("SQS request"));
        }
        call
    }

    /// In US dollars.
    fn cost(&self) -> f64 {
        let front = of("CloudFront HTTPS request") + of("HTTP API request") + of("Lambda request");
        let work = SECONDS * MEMORY * of("Lambda GB-second, arm64") + LOG_BYTES / 1e9 * of("CloudWatch GB of logs");
        front + work + self.read * of("DynamoDB read unit") + self.write * of("DynamoDB write unit") + self.extra
    }
}

/// A mail: its row is part of the commit before; the queue, the sender and SES are not.
fn mail(units: (f64, f64)) -> f64 {
    let sender = of("Lambda request") + 0.1 * MEMORY * of("Lambda GB-second, arm64");
    let feedback = 2.0 * (of("Lambda request") + 3.0 * of("SQS request") + 4.0 * of("DynamoDB write unit"));
    of("SES mail") + sender + feedback + units.0 * of("DynamoDB read unit") + units.1 * of("DynamoDB write unit")
}

/// A month of a firm with 1,000 clients: which endpoint is called how often.
const MONTH: [(&str, f64); 10] = [
    // 1,000 clients who come four times, half of them through the sign-in form.
    ("portals-get", 4_000.0),
    ("sessions-create", 2_000.0),
    ("sessions-current", 6_000.0),
    ("home-get", 8_000.0),
    ("home-article-get", 4_000.0),
    // Five people of the firm on 21 days.
    ("clients-list", 6_000.0),
    ("clients-get", 6_000.0),
    ("clients-update", 2_000.0),
    ("clients-create", 50.0),
    ("companies-list", 1_500.0),
];
/// Who signs in during that month: the clients, and five people of the firm.
const PEOPLE: f64 = 1_005.0;
/// Mails in that month.
const MAILS: f64 = 1_500.0;
/// The name under which the benchmark counts a mail.
const EACH_MAIL: &str = "jobs-mail, each mail";

/// What a deployment costs in which nobody does anything, by what for.
fn idle() -> [(String, f64); 5] {
    let (alarms, watched) = (alarms(), number(TEMPLATE.matches("MetricName: ").count()));
    let looks = sweeps();
    let log = LOG_BYTES / 1e9 * of("CloudWatch GB of logs");
    let look =
        of("Lambda request") + 0.01 * MEMORY * of("Lambda GB-second, arm64") + 0.5 * of("DynamoDB read unit") + log;
    let (queues, clocks) = (number(polled()), number(JOBS.iter().filter(|it| runs(it) > 0.0).count()));
    [
        ("2 secrets".to_owned(), 2.0 * of("Secrets Manager secret, a month")),
        (format!("{alarms} alarms, which watch {watched} metrics"), watched * of(ALARM)),
        (format!("{looks:.0} looks for overdue mails"), looks * look),
        (format!("{clocks} metric that they write all the time"), clocks * of(METRIC)),
        (format!("{queues} queues, at which Lambda waits for work"), queues * POLLS * of("SQS request")),
    ]
}

/// Seconds of a month.
const MONTH_SECONDS: f64 = 365.0 / 12.0 * 24.0 * 3_600.0;
/// How often Lambda asks a queue for work in a month in which there is none: five at a time, which wait 20 seconds each.
const POLLS: f64 = 5.0 * MONTH_SECONDS / 20.0;

/// How often the jobs run in a month that run by the clock.
fn sweeps() -> f64 {
    JOBS.iter().map(runs).sum()
}

/// How often a job runs in a month by the clock.
fn runs(job: &Job) -> f64 {
    match job.trigger {
        Trigger::Every { minutes } => MONTH_SECONDS / 60.0 / f64::from(minutes),
        _ => 0.0,
    }
}

/// How many queues Lambda waits at.
fn polled() -> usize {
    JOBS.iter().filter(|it| matches!(it.trigger, Trigger::Queue { .. } | Trigger::MailEvents { .. })).count()
}

/// Nothing in it but alarms names a metric.
const TEMPLATE: &str = include_str!("../../infra/template.yaml");
const ALARM: &str = "CloudWatch alarm, a month, by each metric that it watches";
const METRIC: &str = "CloudWatch metric, a month, by the hour in which it is sent";
/// How many metrics cost nothing.
const FREE_METRICS: f64 = 10.0;

fn alarms() -> usize {
    TEMPLATE.matches("Type: AWS::CloudWatch::Alarm").count()
}

fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

fn render(size: &Size) -> Result<String> {
    let calls = calls(size)?;
    let idle = idle();
    let idle_sum: f64 = idle.iter().map(|it| it.1).sum();
    let parts: Vec<String> = idle.iter().map(|(what, usd)| format!("{what} {usd:.2}")).collect();
    let each_mail = mail(size.units.get(EACH_MAIL).copied().context("the mails were not counted")?);
    let mut requests = 0.0;
    for (name, times) in MONTH {
        requests += times * calls.get(name).with_context(|| format!("{name} was not counted"))?.cost();
    }
    let most = |endpoints: usize| (number(endpoints + JOBS.len()) - FREE_METRICS) * of(METRIC);
    let times: f64 = MONTH.iter().map(|it| it.1).sum();
    let mut text = String::new();
    write!(
        text,
        "# What it costs\n\n\
         `cargo xtask cost` writes this from the units that `cargo xtask bench` counted in a workspace of {} clients, and from the\n\
         prices below. Free allowances are left out, so the truth is lower, but where one is named: Cognito's, with and without which the table\n\
         has the sum, and that of metrics. Taxes, support and traffic to the internet (100 GB a month of the gateway's and 1 TB of CloudFront's\n\
         are free) are left out, too.\n\n\
         | | US dollars a month |\n|---|---|\n\
         | **Idle**: deployed, nobody there ({}) | {idle_sum:.2} |\n\
         | **1,000 clients**: {times:.0} requests and {MAILS:.0} mails, in addition | {:.2} |\n\
         | the same, had the account used up Cognito's 10,000 free people | {:.2} |\n\n\
         A month of 1,000 clients: each comes four times, half of the times through the sign-in form, and looks at the home page twice and\n\
         at an article; five people of the firm work on 21 days. A person counts at Cognito in a month in which they sign in or set a\n\
         password. Stored: 1,000 clients with a year of history are about 0.05 GB.\n\n\
         The metrics by endpoint are the one price that does not follow use, and are not in the table, but for the one that is always sent: an\n\
         endpoint or a job has one in each hour in which it is called, and a metric of every hour of a month costs {:.2}. {FREE_METRICS} are free. Were\n\
         each called in every hour, day and night, the {} endpoints of the month above and the {} jobs would cost {:.2} beyond those, and\n\
         all {} endpoints with them {:.2}; one that answers with errors has a second metric in those hours.\n\n",
        size.clients,
        parts.join("; "),
        requests + MAILS * each_mail,
        requests + MAILS * each_mail + PEOPLE * of("Cognito person active in a month"),
        of(METRIC),
        MONTH.len(),
        JOBS.len(),
        most(MONTH.len()),
        calls.len(),
        most(calls.len()),
    )?;
    write!(
        text,
        "## Each operation\n\n\
         Units as counted: reads of the session, the person, the workspace and the roles are in each. Assumed, since no benchmark off AWS can tell: a call runs\n\
         {:.0} ms at {:.0} MB and writes {LOG_BYTES:.0} bytes of log. CloudFront, the gateway and Lambda are in each price.\n\n\
         | endpoint | read units | write units | besides | US dollars per 1,000,000 |\n|---|---|---|---|---|\n",
        SECONDS * 1_000.0,
        MEMORY * 1_024.0,
    )?;
    for (name, call) in &calls {
        let (read, write, services) = (call.read, call.write, call.services.join(", "));
        writeln!(text, "| `{name}` | {read} | {write} | {services} | {:.2} |", call.cost() * 1e6)?;
    }
    let (read, write) = size.units[EACH_MAIL];
    writeln!(text, "| each mail | {read} | {write} | SES, queue, delivery events | {:.2} |", each_mail * 1e6)?;
    text.push_str(
        "\n## Prices\n\nOf us-east-1, on demand, as of November 2026 and as far as was known when this was written; other regions cost\n\
         up to a quarter more. Look them up before you rely on them.\n\n| what | US dollars | per | free | source |\n|---|---|---|---|---|\n",
    );
    for it in &PRICES {
        writeln!(text, "| {} | {} | {} | {} | <{}> |", it.what, it.usd, it.per, it.free, it.source)?;
    }
    Ok(text)
}

/// What a call of each endpoint consumes, by name.
fn calls(size: &Size) -> Result<BTreeMap<&'static str, Call>> {
    let call = |route: functions::kernel::Route| {
        let units =
            size.units.get(route.name).with_context(|| format!("{} was not counted: run the benchmark", route.name));
        Ok((route.name, Call::of(route.uses, *units?)))
    };
    routes::all().into_iter().map(|it| call(it.route)).collect()
}

#[cfg(test)]
mod tests {
    use functions::kernel::Folder;

    use super::*;

    fn counted() -> Size {
        let units = routes::all().into_iter().map(|it| (it.route.name.to_owned(), (4.0, 0.0)));
        Size { clients: 10_000, units: units.chain([(EACH_MAIL.to_owned(), (6.0, 10.0))]).collect() }
    }

    #[test]
    fn a_call_costs_what_its_parts_do() {
        let call = Call::of(&[Use::Get], (4.0, 0.0));
        // CloudFront and gateway 1.00 each, Lambda 0.20 + 0.08, logs 0.60, reads 0.50.
        assert!((call.cost() * 1e6 - 3.38).abs() < 0.001, "{}", call.cost() * 1e6);
        let write = Call::of(&[Use::Get, Use::Put], (4.0, 8.0));
        assert!((write.cost() - call.cost()) * 1e6 > 8.0 * 0.625, "what follows a commit costs, too");
        assert!(Call::of(&[Use::Get, Use::GetBlob(Folder::Directory)], (4.0, 0.0)).cost() > call.cost());
    }

    #[test]
    fn an_alarm_costs_by_its_metrics_and_jobs_have_metrics_too() {
        let document = render(&counted()).unwrap();
        let (alarms, math) = (alarms(), TEMPLATE.matches("MetricStat:").count());
        let watched = alarms + math - TEMPLATE.matches("      Metrics:\n").count();
        assert!(document.contains(&format!("{alarms} alarms, which watch {watched} metrics")), "{document}");
        assert!(document.contains("1 metric that they write all the time 0.30"), "{document}");
        let all = (number(routes::all().len() + JOBS.len()) - FREE_METRICS) * 0.3;
        assert!(document.contains(&format!("with them {all:.2};")), "{document}");
    }

    #[test]
    fn every_endpoint_and_every_price_is_in_the_document() {
        let document = render(&counted()).unwrap();
        for route in routes::all() {
            assert!(document.contains(&format!("| `{}` |", route.route.name)), "{}", route.route.name);
        }
        for price in &PRICES {
            assert!(document.contains(price.what) && price.each() > 0.0, "{}", price.what);
        }
        let mut uncounted = counted();
        uncounted.units.remove("clients-list");
        assert!(render(&uncounted).is_err_and(|it| it.to_string().contains("clients-list")));
    }
}
