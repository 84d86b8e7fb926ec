//! A job: its function, what starts it, and what tells a person that it does not work.

use functions::jobs::{Job, Trigger};
use shared::ports::Queue;

use super::{
    identifier,
    lambda::Function,
    policy::{BOUNDARY, statement},
};

/// How often a message is tried before it is put aside.
const TRIES: u32 = 5;

/// Everything of a job.
pub fn resources(job: &Job) -> String {
    let Source { statements, resources } = source(job);
    let function =
        Function { name: job.name, summary: job.summary, seconds: Some(job.seconds), uses: job.uses, edge: false };
    format!("{}\n{resources}", function.resources(&statements))
}

/// What starts a job: what its role needs for that, and resources.
struct Source {
    statements: Vec<String>,
    resources: String,
}

fn source(job: &Job) -> Source {
    match job.trigger {
        Trigger::Inserts { kinds, batch } => inserts(job, kinds, batch),
        Trigger::Queue { queue: Queue::Mail, batch } => queue(job, "Mail", batch, false),
        Trigger::Queue { queue: Queue::Directory, batch } => queue(job, "Directory", batch, true),
        Trigger::MailEvents { batch } => queue(job, "MailEvents", batch, false),
        Trigger::Every { minutes } => schedule(job, minutes),
    }
}

/// New records of the table's stream. A record that stops its batch is found by halving the batch, and put aside.
fn inserts(job: &Job, kinds: &[&str], batch: u32) -> Source {
    let id = identifier(job.name);
    let pattern = serde_json::json!({
        "eventName": ["INSERT"], "dynamodb": { "NewImage": { "kind": { "S": kinds } } },
    });
    let reads = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];
    let statements = vec![
        statement(&reads, &["!GetAtt Table.StreamArn"]),
        statement(&["dynamodb:ListStreams"], &["!Sub \"${Table.Arn}/stream/*\""]),
        statement(&["sqs:SendMessage"], &[&format!("!GetAtt {id}Dead.Arn")]),
    ];
    let resources = format!(
        "  {id}Source:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: !Ref {id}Function
      EventSourceArn: !GetAtt Table.StreamArn
      StartingPosition: TRIM_HORIZON
      BatchSize: {batch}
      FilterCriteria: {{ Filters: [{{ Pattern: '{pattern}' }}] }}
      BisectBatchOnFunctionError: true
      MaximumRetryAttempts: 10
      DestinationConfig: {{ OnFailure: {{ Destination: !GetAtt {id}Dead.Arn }} }}

{dead}
{late}",
        dead = dead(&format!("{id}Dead"), false, NOT_FOLLOWED),
        late = alarm(&Alarm {
            id: &format!("{id}Late"),
            says: "What follows a commit is more than 5 minutes late: mails wait for the sweeper, directories are read more slowly. Its log says why.",
            namespace: "AWS/Lambda",
            metric: "IteratorAge",
            of: &format!("FunctionName, Value: !Ref {id}Function"),
            statistic: "Maximum",
            above: 300_000,
        }),
    );
    Source { statements, resources }
}

/// Messages of a queue. One that fails again and again is put aside.
fn queue(job: &Job, name: &str, batch: u32, groups: bool) -> Source {
    let id = identifier(job.name);
    let receives = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
    let resources = format!(
        "  {id}Source:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: !Ref {id}Function
      EventSourceArn: !GetAtt {name}Queue.Arn
      BatchSize: {batch}
      # A job answers which messages failed, however few there are; nothing else makes them come again.
      FunctionResponseTypes: [ReportBatchItemFailures]
      # The mail service takes so many a second; records are written by so many at once.
      ScalingConfig: {{ MaximumConcurrency: 5 }}

  {name}Queue:
    Type: AWS::SQS::Queue
    Properties:
{fifo}      SqsManagedSseEnabled: true
      # Six times as long as its function may take, as Lambda asks for.
      VisibilityTimeout: {visible}
      MessageRetentionPeriod: 345600
      RedrivePolicy: {{ deadLetterTargetArn: !GetAtt {name}Dead.Arn, maxReceiveCount: {TRIES} }}

{dead}
{late}",
        fifo = if groups { "      FifoQueue: true\n" } else { "" },
        visible = 6 * job.seconds,
        dead = dead(&format!("{name}Dead"), groups, NOT_DONE),
        late = alarm(&Alarm {
            id: &format!("{name}Late"),
            says: &format!(
                "What waits for the job {} has waited for more than half an hour. Its log says why.",
                job.name
            ),
            namespace: "AWS/SQS",
            metric: "ApproximateAgeOfOldestMessage",
            of: &format!("QueueName, Value: !GetAtt {name}Queue.QueueName"),
            statistic: "Maximum",
            above: 1800,
        }),
    );
    Source { statements: vec![statement(&receives, &[&format!("!GetAtt {name}Queue.Arn")])], resources }
}

/// The clock. What fails is done by the next run.
fn schedule(job: &Job, minutes: u32) -> Source {
    let id = identifier(job.name);
    let rate = if minutes == 1 { "rate(1 minute)".to_owned() } else { format!("rate({minutes} minutes)") };
    let resources = format!(
        "  {id}Schedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      Description: {summary}
      ScheduleExpression: {rate}
      FlexibleTimeWindow: {{ Mode: \"OFF\" }}
      Target:
        Arn: !GetAtt {id}Function.Arn
        RoleArn: !GetAtt {id}ScheduleRole.Arn
        RetryPolicy: {{ MaximumRetryAttempts: 0 }}

  {id}ScheduleRole:
    Type: AWS::IAM::Role
    Properties:
      {BOUNDARY}
      AssumeRolePolicyDocument:
        Version: \"2012-10-17\"
        Statement:
          - Effect: Allow
            Principal: {{ Service: scheduler.amazonaws.com }}
            Action: sts:AssumeRole
            Condition: {{ StringEquals: {{ aws:SourceAccount: !Ref AWS::AccountId }} }}
      Policies:
        - PolicyName: call
          PolicyDocument:
            Version: \"2012-10-17\"
            Statement: [{{ Effect: Allow, Action: lambda:InvokeFunction, Resource: !GetAtt {id}Function.Arn }}]

  {id}Once:
    Type: AWS::Lambda::EventInvokeConfig
    Properties: {{ FunctionName: !Ref {id}Function, Qualifier: $LATEST, MaximumRetryAttempts: 0 }}

  {id}Fails:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmDescription: The job {name} has not once come to its end for {window} minutes. Its log says why.
      Metrics:
        - Id: ended
          Expression: FILL(calls, 0) - FILL(failed, 0)
          Label: calls that came to their end
        - Id: calls
          ReturnData: false
          MetricStat: {{ Metric: {{ Namespace: AWS/Lambda, MetricName: Invocations, Dimensions: [{{ Name: FunctionName, Value: !Ref {id}Function }}] }}, Period: {period}, Stat: Sum }}
        - Id: failed
          ReturnData: false
          MetricStat: {{ Metric: {{ Namespace: AWS/Lambda, MetricName: Errors, Dimensions: [{{ Name: FunctionName, Value: !Ref {id}Function }}] }}, Period: {period}, Stat: Sum }}
      EvaluationPeriods: 1
      Threshold: 1
      ComparisonOperator: LessThanThreshold
      TreatMissingData: breaching
      AlarmActions: [!Ref Alarms]
      OKActions: [!Ref Alarms]
",
        summary = job.summary,
        name = job.name,
        window = 15 * minutes,
        period = 15 * 60 * minutes,
    );
    Source { statements: Vec::new(), resources }
}

/// What to do about a message that was put aside.
const NOT_DONE: &str = "Something was put aside because it failed again and again. Find out why in the log, then move it back to its queue, or delete it.";

/// What to do about records of the stream that were put aside. There is no queue that they came from.
const NOT_FOLLOWED: &str = "New records were put aside because following them failed again and again. Find out why in the log. Their mails go out all the same, by the sweep; a directory whose growth was not told is shortened at its next change. The message only names their place in the stream: delete it.";

/// A queue for what was put aside, and the alarm that tells of it, and says this.
fn dead(id: &str, groups: bool, says: &str) -> String {
    let fifo = if groups { "      FifoQueue: true\n" } else { "" };
    let filled = alarm(&Alarm {
        id: &format!("{id}Filled"),
        says,
        namespace: "AWS/SQS",
        metric: "ApproximateNumberOfMessagesVisible",
        of: &format!("QueueName, Value: !GetAtt {id}.QueueName"),
        statistic: "Maximum",
        above: 0,
    });
    format!(
        "  {id}:
    Type: AWS::SQS::Queue
    Properties:
{fifo}      SqsManagedSseEnabled: true
      MessageRetentionPeriod: 1209600

{filled}"
    )
}

/// An alarm on one metric of one resource.
struct Alarm<'a> {
    id: &'a str,
    says: &'a str,
    namespace: &'a str,
    metric: &'a str,
    of: &'a str,
    statistic: &'a str,
    above: u32,
}

fn alarm(alarm: &Alarm) -> String {
    let Alarm { id, says, namespace, metric, of, statistic, above } = alarm;
    format!(
        "  {id}:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmDescription: \"{says}\"
      Namespace: {namespace}
      MetricName: {metric}
      Dimensions: [{{ Name: {of} }}]
      Statistic: {statistic}
      Period: 300
      EvaluationPeriods: 1
      Threshold: {above}
      ComparisonOperator: GreaterThanThreshold
      TreatMissingData: notBreaching
      AlarmActions: [!Ref Alarms]
      OKActions: [!Ref Alarms]
"
    )
}
