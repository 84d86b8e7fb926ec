"""What we ask of what surrounds the template: the environments that it is deployed to, and who deploys it."""

import fnmatch
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import yaml
from samtranslator.yaml_helper import yaml_parse

from rules import listed, policies

ROLE, ENVIRONMENTS = "infra/deploy-role.yaml", "samconfig.toml"
RELEASE, DEPLOY, TEST = (f".github/workflows/{name}.yml" for name in ("release", "deploy", "test"))
FILES = [ROLE, ENVIRONMENTS, RELEASE, DEPLOY, TEST]
# How a role gets more than it has.
GIVING = {"iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"}
TAKING_OFF = {"iam:DeleteRolePermissionsBoundary", "iam:UpdateUser", "iam:CreateAccessKey"}
# What CloudFormation calls to make, change and delete the template's roles and policies.
NEEDED = {
    *(f"iam:{verb}Role" for verb in ("Create", "Delete", "Get", "Pass", "Tag", "Untag", "Update")),
    *(f"iam:{verb}Policy" for verb in ("Create", "Delete", "Get", "Tag", "Untag", "ListEntitiesFor", "AttachRole", "DetachRole",
                                       "PutRole", "DeleteRole", "GetRole")),
    "iam:CreatePolicyVersion", "iam:DeletePolicyVersion", "iam:GetPolicyVersion", "iam:ListPolicyVersions",
    "iam:ListRolePolicies", "iam:ListAttachedRolePolicies", "iam:UpdateAssumeRolePolicy", "iam:PutRolePermissionsBoundary",
}


def read(root: Path) -> dict[str, str]:
    return {name: (root / name).read_text() for name in FILES}


def faults_around(files: dict[str, str], template: dict, stack: dict) -> list[str]:
    """Every rule that these files break, around this template and what is made of it."""
    role, environments = yaml_parse(files[ROLE]), tomllib.loads(files[ENVIRONMENTS])
    workflows = {name: yaml.safe_load(files[name]) for name in (RELEASE, DEPLOY, TEST)}
    return [
        *every_environment_is_known(role, environments, template),
        *the_role_knows_both_names_of_a_repository(role),
        *the_role_gives_no_more_than_its_boundary(files[ROLE], role, stack),
        *programs_stay_programs(workflows),
        *builds_have_no_keys(workflows),
        *what_is_stopped_is_taken_back(role, workflows[DEPLOY]["jobs"]),
        *nothing_is_tested_twice(workflows),
    ]


def every_environment_is_known(role: dict, environments: dict, template: dict) -> Iterator[str]:
    made = {}
    for name in role["Parameters"]["Environment"]["AllowedValues"]:
        if "deploy" not in environments.get(name, {}) or "build" not in environments[name]:
            yield f"{name}: samconfig.toml has no such environment"
            continue
        deployed = environments[name]["deploy"]["parameters"]
        if deployed["stack_name"] != f"portico-{name}":
            yield f"{name}: its role deploys portico-{name}, not {deployed['stack_name']}"
        said = dict(it.split("=", 1) for it in deployed["parameter_overrides"])
        yield from (f"{name}: the template has no parameter {it}" for it in said if it not in template["Parameters"])
        boundary = role["Resources"]["Boundary"]["Properties"]["ManagedPolicyName"]["Fn::Sub"].replace("${Environment}", name)
        if said.get("Boundary") != boundary:
            yield f"{name}: Boundary is not {boundary}"
        if said.get("Architecture") not in template["Parameters"]["Architecture"]["AllowedValues"]:
            yield f"{name}: does not say which of the built programs is deployed"
        identity = said["Sender"] if said.get("SenderIdentity") == "address" else said["Sender"].split("@")[1]
        if (other := made.setdefault(identity, name)) != name:
            yield f"{other} and {name} make the identity {identity}, of which an account has one"


def the_role_knows_both_names_of_a_repository(role: dict) -> Iterator[str]:
    """GitHub puts ids into the name by which AWS knows a repository, but for those that are older than that."""
    pattern = re.compile(role["Parameters"]["Repository"]["AllowedPattern"])
    yield from (f"{ROLE}: refuses the repository {it}" for it in ("firm/portico", "a.firm@123/portico@456") if not pattern.search(it))
    yield from (f"{ROLE}: takes {it} for a repository" for it in ("firm/*", "firm@123/*", "firm/portico:ref") if pattern.search(it))


def the_role_gives_no_more_than_its_boundary(text: str, role: dict, stack: dict) -> Iterator[str]:
    resources = role["Resources"]
    statements = resources["RolesOfTheStack"]["Properties"]["PolicyDocument"]["Statement"]
    allowed = [it for it in statements if it["Effect"] == "Allow"]
    reach = "role/portico-${Environment}-*"
    within = {"StringEquals": {"iam:PermissionsBoundary": {"Ref": "Boundary"}}}
    for it in allowed:
        actions = set(listed(it["Action"]))
        if any("*" in action for action in actions) or actions & TAKING_OFF or actions & GIVING and it.get("Condition") != within:
            yield f"{ROLE}: gives rights beyond the boundary: {it.get('Sid')}"
        if not it["Resource"]["Fn::Sub"].endswith((reach, reach.replace("role", "policy", 1))):
            yield f"{ROLE}: reaches what is not of its stack: {it['Resource']}"
    denied = json.dumps([it["Resource"] for it in statements if it["Effect"] == "Deny" and GIVING - {"iam:CreateRole"} <= set(it["Action"])])
    named = [line.split("--stack-name")[1].split()[0] for line in text.splitlines() if "--stack-name" in line]
    if "Deploys" not in denied or any(fnmatch.fnmatch(f"{it}-Deploys", "portico-dev-*") for it in named):
        yield f"{ROLE}: may change itself"
    if not any(it["Effect"] == "Deny" and it["Action"] == "sts:AssumeRole" and it["Resource"] == "*" for it in statements):
        yield f"{ROLE}: may be any role that trusts its account"
    boundary = resources["Boundary"]["Properties"]
    if "Boundary" not in denied or boundary["ManagedPolicyName"]["Fn::Sub"].startswith("portico-${Environment}-"):
        yield f"{ROLE}: may change the boundary"
    most = [action for it in boundary["PolicyDocument"]["Statement"] for action in listed(it["Action"])]
    used = {action for _, document, _ in policies(stack["Resources"]) for it in document["Statement"] for action in listed(it["Action"])}
    for action in sorted(used):
        if not any(fnmatch.fnmatch(action, it) for it in most):
            yield f"{ROLE}: the boundary has no {action}, which a role of the template needs"
    given = {action for it in allowed for action in listed(it["Action"])}
    yield from (f"{ROLE}: CloudFormation needs {it}" for it in sorted(NEEDED - given))


def steps(workflow: dict) -> Iterator[list[dict]]:
    return (job["steps"] for job in workflow["jobs"].values() if "steps" in job)


def programs_stay_programs(workflows: dict) -> Iterator[str]:
    """An artefact forgets the mode of files, and a function whose program may not be run does not start."""
    for name, workflow in workflows.items():
        for job in steps(workflow):
            looked = False
            for step in job:
                run, given = step.get("run", ""), step.get("with", {})
                if step.get("uses", "").startswith("actions/upload-artifact@") and str(given["name"]).startswith("portico-"):
                    if not given["path"].endswith(".tar"):
                        yield f"{name}: {given['path']} forgets which files are programs: upload an archive"
                looked = looked or "tar -xf" in run and 'test -x "$program"' in run
                if "sam deploy" in run and not looked:
                    yield f"{name}: deploys what may be no program"
                if "actions/download-artifact@" in step.get("uses", "") and str(given["name"]).startswith("portico-"):
                    if given["name"] not in ("portico-pages", "portico-${{ steps.program.outputs.architecture }}"):
                        yield f"{name}: takes {given['name']}, whatever samconfig.toml says"
                if "sam deploy" in run and '--region "$AWS_REGION"' not in run:
                    yield f"{name}: deploys to the region of samconfig.toml, whatever the environment says"


def builds_have_no_keys(workflows: dict) -> Iterator[str]:
    """Whatever runs in a job that may ask for keys can ask for them, before that job does."""
    for name, workflow in workflows.items():
        for job in steps(workflow):
            if not any("configure-aws-credentials" in it.get("uses", "") for it in job):
                continue
            built = re.findall(r"\b(?:cargo|npm|sam build)\b", "\n".join(it.get("run", "") for it in job))
            yield from (f"{name}: {it} runs where the keys are" for it in built)


def what_is_stopped_is_taken_back(role: dict, jobs: dict) -> Iterator[str]:
    """A step that takes too long fails, and its job goes on; one that is cancelled has five minutes, and so has all that comes after."""
    for name, job in jobs.items():
        if not any("sam deploy" in it.get("run", "") for it in job["steps"]):
            continue
        longest = sum(it.get("timeout-minutes", 360) for it in job["steps"] if "$STACK" in it.get("run", "") or "sam deploy" in it.get("run", ""))
        if longest > job["timeout-minutes"]:
            yield f"{DEPLOY}: {name} may end before it is taken back"
        keys = [it["with"] for it in job["steps"] if "configure-aws-credentials" in it.get("uses", "")]
        session = role["Resources"]["Deploys"]["Properties"]["MaxSessionDuration"]
        if not all(longest * 60 <= it.get("role-duration-seconds", 3600) <= session for it in keys):
            yield f"{DEPLOY}: {name} may lose its keys before it is taken back"
        after = [it for it in jobs.values() if it.get("needs") == name and "always()" in it.get("if", "")]
        if not any("rollback.sh back" in step.get("run", "") for it in after for step in it["steps"]):
            yield f"{DEPLOY}: {name} stays half done when somebody cancels it"


def nothing_is_tested_twice(workflows: dict) -> Iterator[str]:
    # YAML 1.1 takes `on` for a truth.
    push, released = workflows[TEST][True]["push"] or {}, workflows[RELEASE][True]["push"]
    if not set(released["branches"]) <= set(push.get("branches-ignore", [])) or push.get("tags-ignore") != ["**"]:
        yield f"{TEST}: what {RELEASE} tests is tested twice"
