"""The deployment on an emulator of AWS: the template as it is, but for what the emulator does not know."""

import io
import json
import logging
import time
import zipfile
from pathlib import Path

import boto3
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

REGION = "us-east-1"
NAME = "portico"
DOMAIN = "portico.example"
PARAMETERS = {
    "Domain": DOMAIN,
    "Certificate": "arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-0000-0000-000000000000",
    "Sender": f"portico@{DOMAIN}",
    "SenderIdentity": "address",
    "Architecture": "x86_64",
    "Protection": "false",
}


class NoManagedPolicies:
    """Roles name no policy of AWS, so no list of them is needed."""

    def load(self) -> dict:
        return {}


class Stack:
    """What is deployed, and how to look at it from outside."""

    def __init__(self, endpoint: str):
        self.endpoint = endpoint
        self.outputs = {}

    def client(self, service: str):
        return boto3.client(service, endpoint_url=self.endpoint, region_name=REGION,
                            aws_access_key_id="test", aws_secret_access_key="test")

    def deploy(self, template: Path, program: Path) -> None:
        """Uploads program and template, as `sam deploy` does, and waits until everything is there."""
        s3, cloudformation = self.client("s3"), self.client("cloudformation")
        s3.create_bucket(Bucket="artefacts")
        s3.put_object(Bucket="artefacts", Key="bootstrap.zip", Body=zipped(program))
        s3.put_object(Bucket="artefacts", Key="template.json", Body=json.dumps(expanded(template, self.endpoint)))
        cloudformation.create_stack(
            StackName=NAME,
            TemplateURL=f"{self.endpoint}/artefacts/template.json",
            Capabilities=["CAPABILITY_IAM"],
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in PARAMETERS.items()],
        )
        while (stack := cloudformation.describe_stacks(StackName=NAME)["Stacks"][0])["StackStatus"].endswith("_IN_PROGRESS"):
            time.sleep(0.2)
        if stack["StackStatus"] != "CREATE_COMPLETE":
            events = cloudformation.describe_stack_events(StackName=NAME)["StackEvents"]
            raise SystemExit(f"{stack['StackStatus']}: {[it for it in events if 'FAILED' in it['ResourceStatus']]}")
        self.outputs = {it["OutputKey"]: it["OutputValue"] for it in stack["Outputs"]}

    def resource(self, name: str) -> str:
        """What a resource of the template is called here."""
        found = self.client("cloudformation").describe_stack_resource(StackName=NAME, LogicalResourceId=name)
        return found["StackResourceDetail"]["PhysicalResourceId"]


def zipped(program: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("bootstrap")
        entry.external_attr, entry.compress_type = 0o755 << 16, zipfile.ZIP_DEFLATED
        archive.writestr(entry, program.read_bytes())
    return buffer.getvalue()


def expanded(template: Path, endpoint: str) -> dict:
    """The template as the emulator takes it."""
    logging.getLogger("samtranslator").setLevel(logging.ERROR)
    source = yaml_parse(template.read_text())
    source["Globals"]["Function"]["CodeUri"] = "s3://artefacts/bootstrap.zip"
    stack = transform(source, dict(PARAMETERS), NoManagedPolicies())
    resources = stack["Resources"]
    routes_as_resources(resources)
    without_tls(resources, endpoint)
    actions_as_it_names_them(resources)
    # Its SES tells nothing, and nobody else may speak for it on a bus: tests speak under a name of their own.
    resources["MailEventsRule"]["Properties"]["EventPattern"]["source"].append("test.ses")
    # It has no metric math. The linter has seen these alarms.
    for name in [name for name, it in resources.items() if "Metrics" in it.get("Properties", {})]:
        del resources[name]
    del stack["Outputs"]["RollBackAlarm"]
    return stack


def routes_as_resources(resources: dict) -> None:
    """It ignores the document of an HTTP API, so each route becomes a resource."""
    api = resources["Api"]["Properties"]
    paths = api.pop("Body")["paths"]
    api.update(Name=NAME, ProtocolType="HTTP")
    for path, item in paths.items():
        for method, operation in item.items():
            name = operation["operationId"].title().replace("-", "")
            integration = operation["x-amazon-apigateway-integration"]
            resources[f"{name}Integration"] = {"Type": "AWS::ApiGatewayV2::Integration", "Properties": {
                "ApiId": {"Ref": "Api"}, "IntegrationType": "AWS_PROXY", "IntegrationMethod": "POST",
                "IntegrationUri": integration["uri"], "CredentialsArn": integration["credentials"],
                "PayloadFormatVersion": integration["payloadFormatVersion"],
            }}
            resources[f"{name}Route"] = {"Type": "AWS::ApiGatewayV2::Route", "Properties": {
                "ApiId": {"Ref": "Api"}, "RouteKey": f"{method.upper()} {path}",
                "Target": {"Fn::Sub": f"integrations/${{{name}Integration}}"},
            }}


def without_tls(resources: dict, endpoint: str) -> None:
    """It has no TLS, and its gateway no name that resolves."""
    for policy in (it["Properties"]["PolicyDocument"] for it in resources.values() if it["Type"] == "AWS::S3::BucketPolicy"):
        policy["Statement"] = [it for it in policy["Statement"] if it["Sid"] != "TlsOnly"]
    del resources["DataBucketPolicy"]
    origins = resources["Distribution"]["Properties"]["DistributionConfig"]["Origins"]
    api = next(it for it in origins if it["Id"] == "api")
    api["DomainName"], api["OriginPath"] = "localhost", {"Fn::Sub": "/_aws/execute-api/${Api}/$default"}
    api["CustomOriginConfig"] = {"OriginProtocolPolicy": "http-only", "HTTPPort": int(endpoint.rsplit(":", 1)[1])}


def actions_as_it_names_them(resources: dict) -> None:
    """It asks for an action `SendMessageBatch`, which AWS does not have: there it is `SendMessage`. And it does not say which
    identity and address a mail is sent from, so that any must do; the rules of the template have seen which they are."""
    for role in (it["Properties"] for it in resources.values() if it["Type"] == "AWS::IAM::Role"):
        for statement in (it for policy in role.get("Policies", []) for it in policy["PolicyDocument"]["Statement"]):
            if "sqs:SendMessage" in statement["Action"]:
                statement["Action"] = [*statement["Action"], "sqs:SendMessageBatch"]
            if "ses:SendEmail" in statement["Action"]:
                statement["Resource"] = "*"
                statement.pop("Condition", None)
