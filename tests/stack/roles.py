"""Roles on the deployed stack: without any one of its actions, something that a function does fails."""

import json

from journey import ADMIN, MEMBER, PNG, VISITOR, sign_in
from portal import PASSWORD

# What a function logs is not missed by whoever called it.
UNNOTICED = {"logs:CreateLogStream", "logs:PutLogEvents"}


def no_action_is_to_spare(stack, browser) -> None:
    """Takes one action at a time out of a role, sees its function fail, and puts it back."""
    iam, tried = stack.client("iam"), 0
    functions = requests(browser)
    for name, send in functions.items():
        role = stack.resource(f"{name}Role")
        policy = iam.get_role_policy(RoleName=role, PolicyName="uses")["PolicyDocument"]
        actions = {it for statement in policy["Statement"] for it in statement["Action"]} - UNNOTICED
        assert max(send()) < 300, f"{name} does not work with its whole role"
        for action in sorted(actions):
            iam.put_role_policy(RoleName=role, PolicyName="uses", PolicyDocument=json.dumps(without(policy, action)))
            statuses = send()
            assert max(statuses) >= 500, f"{name} without {action} answers {statuses}"
            tried += 1
        iam.put_role_policy(RoleName=role, PolicyName="uses", PolicyDocument=json.dumps(policy))
        assert max(send()) < 300, f"{name} does not work again"
    print(f"without any one of the {tried} actions of {len(functions)} roles, their functions fail")


def requests(browser) -> dict:
    """Functions, and requests that use everything that their role allows; each gives the statuses of its answers."""
    admin, member = sign_in(browser("harbor"), ADMIN), sign_in(browser("harbor"), MEMBER)
    client = admin.call("GET", "/v1/clients")["data"][0]["id"]

    def signs_in(who, email: str) -> int:
        return who.send("POST", "/v1/sessions", {"email": email, "password": PASSWORD}).status

    return {
        "PortalsGet": lambda: [admin.send("GET", "/v1/portals/harbor").status],
        "ClientsActivity": lambda: [admin.send("GET", f"/v1/clients/{client}/activity").status],
        "WorkspacesImageSet": lambda: [admin.send("PUT", "/v1/workspaces/images/fullLogo", {"data": PNG}).status],
        # A fresh browser, and one in which the person is signed in.
        "SessionsCreate": lambda: [signs_in(browser("harbor"), VISITOR), signs_in(member, MEMBER)],
    }


def without(policy: dict, action: str) -> dict:
    kept = [{**it, "Action": [one for one in it["Action"] if one != action]} for it in policy["Statement"]]
    return {**policy, "Statement": [it for it in kept if it["Action"]]}
