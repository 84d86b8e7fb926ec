"""Proves infra/template.yaml: what SAM makes of it, the linter's opinion of that, and what we ask of it ourselves.

    prove.py <template> <the same with 150 endpoints>

Each fault in broken.yaml must be found, so that no check can sleep."""

import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

import around
from rules import faults_of

HERE = Path(__file__).parent
REGION = "us-east-1"
# Templates that are deployed by hand, once.
OTHERS = ["deploy-role.yaml"]
MOST_RESOURCES = 500
MOST_BYTES = 1_000_000


def main(template: Path, larger: Path) -> int:
    os.environ["AWS_DEFAULT_REGION"] = REGION
    logging.getLogger("samtranslator").setLevel(logging.ERROR)
    text = template.read_text()
    found = faults(text, with_lint=True)
    if found:
        return fail(f"{template}:", found)
    size(text, "now")
    extrapolated = larger.read_text()
    found = faults(extrapolated, with_lint=False) + size(extrapolated, "with 150 endpoints")
    if found:
        return fail(f"{larger}:", found)
    for other in OTHERS:
        if found := lint(template.with_name(other)):
            return fail(f"{other}:", found)
    files, parsed, stack = around.read(template.parent.parent), yaml_parse(text), translate(text)
    if found := around.faults_around(files, parsed, stack):
        return fail("around it:", found)
    cases = broken()
    surroundings = cases.pop("around it")
    missed = [miss for name, cases in cases.items() for miss in missed_in(text, name, cases)]
    missed += [case for case, it in surroundings.items() if not refused(around.faults_around(changed(files, case, it), parsed, stack), it)]
    if missed:
        return fail("not found:", missed)
    print(f"{len(cases)} templates broken on purpose are refused, and {len(surroundings)} faults around them")
    return 0


def fail(head: str, lines: list[str]) -> int:
    print(head, *lines, sep="\n  ")
    return 1


def faults(text: str, with_lint: bool) -> list[str]:
    """Everything that is wrong with a template."""
    try:
        stack = translate(text)
    except InvalidDocumentException as error:
        return [f"SAM: {cause.message}" for cause in error.causes]
    found = faults_of(stack)
    return found + linted(stack) if with_lint and not found else found


def translate(text: str) -> dict:
    """What CloudFormation gets: `sam deploy` names the uploaded program, and SAM's resources become those of AWS."""
    template = yaml_parse(text)
    template["Globals"]["Function"]["CodeUri"] = "s3://artefacts/bootstrap.zip"
    return transform(template, {"Sender": "portico@portico.example"}, NoManagedPolicies())


class NoManagedPolicies:
    """Roles name no policy of AWS, so no list of them is needed."""

    def load(self) -> dict:
        return {}


def linted(stack: dict) -> list[str]:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(stack, file)
        file.flush()
        return lint(file.name)


def lint(path: str | Path) -> list[str]:
    """The linter's opinion of a template."""
    program = Path(sys.executable).with_name("cfn-lint")
    command = [program, "--regions", REGION, "--format", "json", "--template", path]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 0:
        return []
    matches = json.loads(done.stdout or "[]")
    told = [f"cfn-lint: {it['Rule']['Id']} {it['Message']} at {it['Location']['Path']}" for it in matches]
    return told or [f"cfn-lint: {done.stderr}"]


def size(text: str, when: str) -> list[str]:
    """Prints how much of CloudFormation's limits is used."""
    count, length = len(translate(text)["Resources"]), len(text.encode())
    print(f"{when}: {count} resources of {MOST_RESOURCES}, {length:,} bytes of {MOST_BYTES:,}")
    return [f"too large {when}"] if count > MOST_RESOURCES or length > MOST_BYTES else []


def broken() -> dict[str, dict]:
    """Templates with faults: what to replace by what, and the words with which it must be refused."""
    return yaml.safe_load((HERE / "broken.yaml").read_text())


def missed_in(text: str, name: str, cases: dict) -> list[str]:
    for case, it in cases.items():
        if it["replace"] not in text:
            raise SystemExit(f"broken.yaml: {case}: the template has no `{it['replace']}`")
        text = text.replace(it["replace"], it["with"], 1)
    found = faults(text, with_lint=name == "for the linter")
    return [case for case, it in cases.items() if not refused(found, it)]


def refused(found: list[str], case: dict) -> bool:
    return any(case["refusal"] in fault for fault in found)


def changed(files: dict[str, str], name: str, case: dict) -> dict[str, str]:
    """The files around the template with one fault."""
    text = files[case["in"]]
    if case["replace"] not in text:
        raise SystemExit(f"broken.yaml: {name}: {case['in']} has no `{case['replace']}`")
    return {**files, case["in"]: text.replace(case["replace"], case["with"], 1)}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
