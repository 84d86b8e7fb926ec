"""What we ask of the deployment ourselves, over everything that it deploys."""

import json
from collections.abc import Iterator

# Kept when their stack goes. Those that may be protected from deletion are kept even where the first deployment fails, because
# they would hold up its roll-back.
PROTECTED = {"AWS::DynamoDB::Table", "AWS::Cognito::UserPool"}
STATEFUL = PROTECTED | {"AWS::S3::Bucket", "AWS::SecretsManager::Secret"}
PRIVATE = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"]
# Of whom a role may be, and what CloudFormation, Lambda and the gateway allow.
MOST_INLINE, MOST_MANAGED, MOST_INTEGRATIONS, MOST_SECONDS = 10_240, 6_144, 300, 29
# Where a star stands for what has no name yet: objects of the bucket, streams of the table.
STARS = [*(f"${{DataBucket.Arn}}/*/{folder}/*" for folder in ("brand", "avatars", "directory")), "${Table.Arn}/stream/*"]
# SES asks for the right to a receiver's identity too, so any may be named by whoever is bound to the sender's address.
IDENTITIES, FROM_SENDER = ":identity/*", {"StringEquals": {"ses:FromAddress": {"Ref": "Sender"}}}
# Error codes that CloudFront keeps by itself.
KEPT_ERRORS = {400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504}


def faults_of(stack: dict) -> list[str]:
    """Every rule that a stack breaks."""
    return [fault for rule in RULES for fault in rule(stack["Resources"])]


def of_type(resources: dict, kind: str) -> Iterator[tuple[str, dict]]:
    return ((name, it.get("Properties", {})) for name, it in resources.items() if it["Type"] == kind)


def listed(value) -> list:
    return value if isinstance(value, list) else [value]


def policies(resources: dict) -> Iterator[tuple[str, dict, int]]:
    """The policies of all roles, with the most characters that they may have."""
    for name, role in of_type(resources, "AWS::IAM::Role"):
        for it in role.get("Policies", []):
            yield name, it["PolicyDocument"], MOST_INLINE
    for name, policy in of_type(resources, "AWS::IAM::ManagedPolicy"):
        yield name, policy["PolicyDocument"], MOST_MANAGED


def roles_name_what_they_touch(resources: dict) -> Iterator[str]:
    for name, document, most in policies(resources):
        if len(json.dumps(document, separators=(",", ":"))) > most:
            yield f"{name}: a policy of more than {most} characters"
        for statement in document["Statement"]:
            for action in listed(statement["Action"]):
                if "*" in action:
                    yield f"{name}: the wildcard action {action}"
                if action in ("dynamodb:Scan", "dynamodb:PartiQLSelect"):
                    yield f"{name}: {action}, which reads across workspaces"
            for resource in listed(statement["Resource"]):
                text = json.dumps(resource)
                for star in STARS:
                    text = text.replace(star, "")
                if statement["Action"] == ["ses:SendEmail"] and statement.get("Condition") == FROM_SENDER:
                    text = text.replace(IDENTITIES, "")
                if "*" in text:
                    yield f"{name}: the wildcard resource {text}"
    for name, role in of_type(resources, "AWS::IAM::Role"):
        for policy in role.get("ManagedPolicyArns", []):
            if not isinstance(policy, dict) or resources.get(policy.get("Ref"), {}).get("Type") != "AWS::IAM::ManagedPolicy":
                yield f"{name}: a policy that is not ours: {policy}"


def roles_stay_within_the_boundary(resources: dict) -> Iterator[str]:
    for name, role in of_type(resources, "AWS::IAM::Role"):
        if role.get("PermissionsBoundary", {}).get("Fn::If", [None])[0] != "HasBoundary":
            yield f"{name}: goes beyond the boundary"


def a_missing_object_is_told_from_a_forbidden_one(resources: dict) -> Iterator[str]:
    """S3 tells only whoever may list the bucket."""
    for name, document, _ in policies(resources):
        actions = {action for it in document["Statement"] if "Condition" not in it for action in listed(it["Action"])}
        if "s3:GetObject" in actions and "s3:ListBucket" not in actions:
            yield f"{name}: takes an object that is not there for a forbidden one"


def functions_have_roles_of_their_own(resources: dict) -> Iterator[str]:
    seen = {}
    for name, function in of_type(resources, "AWS::Lambda::Function"):
        role = function["Role"].get("Fn::GetAtt", [None])[0]
        if resources.get(role, {}).get("Type") != "AWS::IAM::Role":
            yield f"{name}: no role of this stack"
        if other := seen.setdefault(role, name if role else None):
            if other != name:
                yield f"{name}: shares the role of {other}"


def functions_log_to_the_one_group(resources: dict) -> Iterator[str]:
    groups = [name for name, _ in of_type(resources, "AWS::Logs::LogGroup")]
    for name, function in of_type(resources, "AWS::Lambda::Function"):
        if function.get("LoggingConfig", {}).get("LogGroup", {}).get("Ref") not in groups:
            yield f"{name}: logs elsewhere"
    for name, group in of_type(resources, "AWS::Logs::LogGroup"):
        if "RetentionInDays" not in group:
            yield f"{name}: keeps logs for ever"


def operations(resources: dict) -> Iterator[tuple[str, dict]]:
    for _, api in of_type(resources, "AWS::ApiGatewayV2::Api"):
        for path, item in api["Body"]["paths"].items():
            for method, operation in item.items():
                yield f"{method} {path}", operation


def the_gateway_reaches_every_endpoint(resources: dict) -> Iterator[str]:
    """Each function is called by the gateway, a mapping or the clock, and the gateway calls no other."""
    names = {it["FunctionName"]["Fn::Sub"]: (name, it) for name, it in of_type(resources, "AWS::Lambda::Function")}
    allowed = json.dumps([document for name, document, _ in policies(resources) if name.startswith("GatewayPolicy")])
    started = set(json.dumps([it for kind in ("AWS::Lambda::EventSourceMapping", "AWS::Scheduler::Schedule")
                              for _, it in of_type(resources, kind)]).split('"'))
    count = 0
    for place, operation in operations(resources):
        count += 1
        target = operation["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"].split(":function:")[1]
        name, function = names.get(target.removesuffix("/invocations"), (None, {}))
        if not name:
            yield f"{place}: calls {target}, which is not there"
        elif f":function:{function['FunctionName']['Fn::Sub']}\"" not in allowed:
            yield f"{place}: the gateway may not call {name}"
        elif function.get("Timeout", 3) > MOST_SECONDS:
            yield f"{name}: takes longer than the gateway waits"
        started.add(name)
    if count > MOST_INTEGRATIONS:
        yield f"the gateway has {count} integrations of {MOST_INTEGRATIONS}"
    yield from (f"{name}: nothing calls it" for name, _ in names.values() if name not in started)


def the_web_acl_has_no_way_around(resources: dict) -> Iterator[str]:
    for name, function in of_type(resources, "AWS::Lambda::Function"):
        said = function.get("Environment", {}).get("Variables", {})
        if "PORTICO_EDGE" in said and said.get("PORTICO_EDGE_ONLY") != {"Fn::If": ["HasWebAcl", "true", ""]}:
            yield f"{name}: answers what came around the web ACL"


def stacks_of_one_account_are_measured_apart(resources: dict) -> Iterator[str]:
    namespace = {"Fn::Sub": "Portico/${AWS::StackName}"}
    for name, function in of_type(resources, "AWS::Lambda::Function"):
        if function.get("Environment", {}).get("Variables", {}).get("PORTICO_METRICS") != namespace:
            yield f"{name}: measures into the metrics of another stack"
    own = {alarm["MetricName"]: alarm for _, alarm in of_type(resources, "AWS::CloudWatch::Alarm") if alarm.get("Namespace") == namespace}
    for metric in ("OldestMail", "MailsGivenUp"):
        if own.get(metric, {}).get("TreatMissingData") != "notBreaching":
            yield f"{metric}: nobody is told when no mail leaves"


def failures_are_put_aside_and_told(resources: dict) -> Iterator[str]:
    watched = [it for _, it in of_type(resources, "AWS::CloudWatch::Alarm")]
    queues = dict(of_type(resources, "AWS::SQS::Queue"))
    dead = {queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
            for queue in queues.values() if "RedrivePolicy" in queue}
    for name, source in of_type(resources, "AWS::Lambda::EventSourceMapping"):
        origin = source["EventSourceArn"]["Fn::GetAtt"][0]
        if origin in queues:
            if "RedrivePolicy" not in queues[origin]:
                yield f"{name}: what fails is tried for ever"
            if source.get("FunctionResponseTypes") != ["ReportBatchItemFailures"]:
                yield f"{name}: what the job says has failed does not come again"
            seconds = resources[source["FunctionName"]["Ref"]]["Properties"].get("Timeout", 3)
            if queues[origin].get("VisibilityTimeout", 30) < 6 * seconds:
                yield f"{origin}: gives out again what is still worked on"
        elif "OnFailure" not in source.get("DestinationConfig", {}):
            yield f"{name}: what fails is lost"
        else:
            dead.add(source["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0])
    for name in queues:
        metric = "ApproximateNumberOfMessagesVisible" if name in dead else "ApproximateAgeOfOldestMessage"
        if not any(it.get("MetricName") == metric and f'"{name}"' in json.dumps(it["Dimensions"]) for it in watched):
            yield f"{name}: nobody is told when it fills"
        if not queues[name].get("SqsManagedSseEnabled"):
            yield f"{name}: is not encrypted"
    for name, schedule in of_type(resources, "AWS::Scheduler::Schedule"):
        function = schedule["Target"]["Arn"]["Fn::GetAtt"][0]
        if not any(f'"{function}"' in json.dumps(it.get("Metrics", [])) for it in watched):
            yield f"{name}: nobody is told when it fails"
    for name, alarm in of_type(resources, "AWS::CloudWatch::Alarm"):
        if not alarm.get("AlarmActions"):
            yield f"{name}: an alarm that nobody hears"


def data_is_kept_and_private(resources: dict) -> Iterator[str]:
    for name, it in resources.items():
        if it["Type"] not in STATEFUL or name in ("WebBucket", "EdgeSecret"):
            continue
        if not {it.get("DeletionPolicy"), it.get("UpdateReplacePolicy")} <= {"RetainExceptOnCreate", "Retain"}:
            yield f"{name}: goes with the stack"
        elif it["Type"] in PROTECTED and it["DeletionPolicy"] != "Retain":
            yield f"{name}: holds up the roll-back of a first deployment"
    for name, table in of_type(resources, "AWS::DynamoDB::Table"):
        if not table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]:
            yield f"{name}: has no way back in time"
    sealed = [it for _, it in of_type(resources, "AWS::S3::BucketPolicy")]
    for name, bucket in of_type(resources, "AWS::S3::Bucket"):
        if not all(bucket.get("PublicAccessBlockConfiguration", {}).get(it) for it in PRIVATE):
            yield f"{name}: can be made public"
        if not any(it["Bucket"] == {"Ref": name} and "aws:SecureTransport" in json.dumps(it) for it in sealed):
            yield f"{name}: can be read without TLS"


def nothing_of_the_api_is_cached(resources: dict) -> Iterator[str]:
    for name, it in of_type(resources, "AWS::CloudFront::Distribution"):
        config = it["DistributionConfig"]
        forgotten = {one["ErrorCode"] for one in config.get("CustomErrorResponses", [])
                     if one.get("ErrorCachingMinTTL") == 0 and "ResponsePagePath" not in one}
        if kept := KEPT_ERRORS - forgotten:
            yield f"{name}: refusals of one person are kept for another: {sorted(kept)}"
        for behavior in [config["DefaultCacheBehavior"], *config["CacheBehaviors"]]:
            place = f"{name} {behavior.get('PathPattern', 'pages')}"
            if behavior["TargetOriginId"] == "api" and behavior["CachePolicyId"] != "4135ea2d-6df8-44a3-9df3-4b5a84be39ad":
                yield f"{place}: answers of one person are kept for another"
            if behavior["TargetOriginId"] == "api" and behavior.get("Compress"):
                yield f"{place}: CloudFront compresses only what it may keep"
            if "ResponseHeadersPolicyId" not in behavior:
                yield f"{place}: has no security headers"


RULES = [
    roles_name_what_they_touch,
    roles_stay_within_the_boundary,
    a_missing_object_is_told_from_a_forbidden_one,
    functions_have_roles_of_their_own,
    functions_log_to_the_one_group,
    the_gateway_reaches_every_endpoint,
    the_web_acl_has_no_way_around,
    stacks_of_one_account_are_measured_apart,
    failures_are_put_aside_and_told,
    data_is_kept_and_private,
    nothing_of_the_api_is_cached,
]
