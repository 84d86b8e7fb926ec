"""What people do with a deployed Portico, story by story; later ones go on where earlier ones ended."""

import json

from portal import PASSWORD, eventually

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
ADMIN, MEMBER = "ada@harbor.example", "max@harbor.example"
CLIENT, VISITOR, NEW = "cleo@mail.example", "sia@mail.example", "nora@mail.example"


def every_function_starts(stack, browser, _mailbox):
    """Every endpoint answers, and not with a failure: its function starts with what it was given."""
    api = stack.client("apigatewayv2")
    routes = api.get_routes(ApiId=stack.resource("Api"), MaxResults="500")["Items"]
    for method, path in (it["RouteKey"].split(" ") for it in routes):
        answer = browser("harbor").send(method, path.replace("{", "").replace("}", ""), {} if method in ("POST", "PUT", "PATCH") else None)
        if answer.status >= 500 or "x-request-id" not in answer.headers:
            raise AssertionError(f"{method} {path}: {answer.status} {answer.text[:600]}")


def pages(stack, browser, _mailbox):
    """W01: pages come from the bucket, each at its addresses, under the headers of the front door."""
    s3, bucket = stack.client("s3"), stack.outputs["WebBucketName"]
    for name in ("index.html", "app/index.html", "boot.js"):
        s3.put_object(Bucket=bucket, Key=name, Body=name.encode(), ContentType="text/html")
    for path, page in {"/": "index.html", "/harbor/sign-in": "index.html", "/harbor/app/clients": "app/index.html", "/boot.js": "boot.js"}.items():
        answer = browser("").send("GET", path)
        assert (answer.status, answer.text) == (200, page), f"{path}: {answer}"
        for header in ("content-security-policy", "strict-transport-security", "x-frame-options", "permissions-policy"):
            assert header in answer.headers, f"{path} has no {header}"
    assert browser("").send("GET", "/none.js").status in (403, 404)


def a_workspace_is_created(_stack, browser, _mailbox):
    """W01: a workspace is created, and its first admin signs in."""
    body = {"brandName": "Harbor", "slug": "harbor", "name": "Ada Admin", "email": ADMIN, "password": PASSWORD}
    browser("").call("POST", "/v1/workspaces", body, 201)
    sign_in(browser("harbor"), ADMIN)
    wrong = browser("harbor").send("POST", "/v1/sessions", {"email": ADMIN, "password": "not the password"})
    assert (wrong.status, wrong.body["code"]) == (401, "invalid_credentials"), wrong


def a_member_joins(_stack, browser, mailbox):
    """I09: a member of the team is invited by mail, and accepts."""
    admin = sign_in(browser("harbor"), ADMIN)
    admin.call("POST", "/v1/internal-users", {"name": "Max Member", "email": MEMBER, "role": "member"}, 201)
    accept(browser("harbor"), mailbox.token(MEMBER, "Harbor"))


def a_client_is_invited_and_activates(_stack, browser, mailbox):
    """I01, I03, N02: a client is created and invited, accepts, and the lead gets a mail."""
    admin = sign_in(browser("harbor"), ADMIN)
    body = {"name": "Cleo Client", "email": CLIENT, "companyName": "Cleo & Co"}
    created = admin.call("POST", "/v1/clients?sendInvite=true", body, 201)
    token = mailbox.token(CLIENT, "Harbor")
    client = browser("harbor")
    client.call("POST", "/v1/invitations/inspect", {"token": token})
    accept(client, token)
    client.call("GET", "/v1/home")
    mailbox.wait(ADMIN, "activated their account")
    assert admin.call("GET", f"/v1/clients/{created['id']}")["status"] == "active"
    assert browser("harbor").send("POST", "/v1/invitations/inspect", {"token": token}).status == 410


def a_visitor_signs_up(_stack, browser, mailbox):
    """S02, N01: a visitor signs up directly with a code, and the lead gets a mail."""
    admin = sign_in(browser("harbor"), ADMIN)
    admin.call("PATCH", "/v1/workspaces", {"directSignUp": True})
    visitor = browser("harbor")
    visitor.call("POST", "/v1/sign-ups", {"givenName": "Sia", "familyName": "Visitor", "email": VISITOR}, 202)
    token = mailbox.token(VISITOR, "Harbor")
    visitor.call("POST", "/v1/sign-ups/confirm", {"token": token, "password": PASSWORD}, 201)
    visitor.call("GET", "/v1/home")
    mailbox.wait(ADMIN, "signed up")
    assert len(admin.call("GET", "/v1/clients")["data"]) == 2


def a_member_may_not_see(_stack, browser, _mailbox):
    """A05, A09, A10: a member does not find a client until they are in its visibility, and then at once."""
    admin, member = sign_in(browser("harbor"), ADMIN), sign_in(browser("harbor"), MEMBER)
    client = next(it for it in admin.call("GET", "/v1/clients")["data"] if it["email"] == CLIENT)
    place = f"/v1/clients/{client['id']}"
    assert member.call("GET", "/v1/clients")["data"] == []
    member.call("GET", place, status=404)
    me = member.call("GET", "/v1/sessions/current")["id"]
    visible = {"visibilityInternalUserIds": [*client["visibilityInternalUserIds"], me]}
    admin.call("PUT", f"{place}/access", visible)
    member.call("GET", place)
    assert [it["id"] for it in member.call("GET", "/v1/clients")["data"]] == [client["id"]]
    history = admin.call("GET", f"{place}/activity")["data"]
    assert history, "a change left no trace"


def pictures(_stack, browser, _mailbox):
    """W03, C02: pictures of the brand and of a client go into the bucket and come back."""
    admin = sign_in(browser("harbor"), ADMIN)
    brand = admin.call("PUT", "/v1/workspaces/images/squareIcon", {"data": PNG})
    client = admin.call("GET", "/v1/clients")["data"][0]
    avatar = admin.call("PUT", f"/v1/clients/{client['id']}/avatar", {"data": PNG})
    for url in (brand["squareIconUrl"], avatar["avatarImageUrl"]):
        answer = admin.send("GET", url)
        assert (answer.status, answer.headers["content-type"]) == (200, "image/png"), f"{url}: {answer}"
        assert answer.text.startswith("\ufffdPNG"), f"{url} is not the picture"


def a_password_is_forgotten(_stack, browser, mailbox):
    """S04: a new password is set by a link, and only the new one works."""
    browser("harbor").call("POST", "/v1/password-resets", {"email": CLIENT}, 202)
    token = mailbox.token(CLIENT, "Set a new password")
    body = {"token": token, "password": "another good one"}
    client = browser("harbor")
    assert client.send("POST", "/v1/password-resets/confirm", body).status in (200, 201)
    assert browser("harbor").send("POST", "/v1/sessions", {"email": CLIENT, "password": PASSWORD}).status == 401
    browser("harbor").call("POST", "/v1/sessions", {"email": CLIENT, "password": "another good one"}, 201)


def a_mail_bounces(stack, browser, mailbox):
    """I06, N05: what the mail service tells of a mail comes over the bus and its queue to the invitation."""
    admin = sign_in(browser("harbor"), ADMIN)
    admin.call("POST", "/v1/clients?sendInvite=true", {"name": "Nora New", "email": NEW}, 201)
    mailbox.wait(NEW, "Harbor")

    def delivery() -> str:
        return next(it["delivery"] for it in admin.call("GET", "/v1/invitations")["data"] if it["email"] == NEW)

    assert eventually(lambda: delivery() == "sent", "the state of a mail")
    tell_of(stack, mail_to(stack, NEW))
    assert eventually(lambda: delivery() == "bounced", "the state of a bounced mail")


def mail_to(stack, address: str) -> str:
    """The id that the mail service was given for the mail to an address."""
    pages = stack.client("dynamodb").get_paginator("scan").paginate(TableName=stack.outputs["TableName"])
    rows = [it for page in pages for it in page["Items"] if it["kind"]["S"] == "outbox"]
    row = next(it["body"]["M"] for it in rows if it["body"]["M"]["to"]["S"] == address)
    return f"{row['workspace']['S']}-{row['id']['S']}"


def tell_of(stack, mail: str) -> None:
    """What SES puts onto the bus when a mail bounces: the emulator's does not."""
    tags = {"mail": [mail], "ses:configuration-set": [stack.resource("MailSettings")]}
    event = {
        "eventType": "Bounce",
        "mail": {"timestamp": "2026-01-01T12:00:00.000Z", "messageId": "1", "tags": tags},
        "bounce": {"bounceType": "Permanent", "bounceSubType": "NoEmail", "timestamp": "2026-01-01T12:00:05.000Z"},
    }
    entry = {"Source": "test.ses", "DetailType": "Email Bounced", "Detail": json.dumps(event)}
    answer = stack.client("events").put_events(Entries=[entry])
    assert answer["FailedEntryCount"] == 0, answer


def nothing_personal_is_logged(stack, _browser, _mailbox):
    """What the functions logged names no person, and something was logged."""
    lines = logged(stack)
    assert any("workspaces-create" in line for line in lines), f"{len(lines)} lines, none of an endpoint"
    personal = ["Ada", "Max Member", "Cleo", "Sia", "Nora", "@mail.example", "@harbor.example", PASSWORD]
    told = [line for line in lines if any(it in line for it in personal)]
    assert not told, told[:3]


def no_role_is_too_small(stack, _browser, _mailbox):
    """Nothing was denied to any function, and no job failed so often that its work was put aside."""
    denied = [line for line in logged(stack) if "AccessDenied" in line or "not authorized" in line]
    assert not denied, denied[:3]
    sqs = stack.client("sqs")
    for queue in sqs.list_queues().get("QueueUrls", []):
        if "Dead" in queue:
            held = sqs.receive_message(QueueUrl=queue).get("Messages", [])
            assert not held, f"{queue}: {json.dumps(held)[:600]}"


def logged(stack) -> list[str]:
    """Every line that the functions logged."""
    pages = stack.client("logs").get_paginator("filter_log_events").paginate(logGroupName=stack.outputs["LogGroupName"])
    return [it["message"] for page in pages for it in page["events"]]


def sign_in(browser, email: str):
    browser.call("POST", "/v1/sessions", {"email": email, "password": PASSWORD}, 201)
    return browser


def accept(browser, token: str) -> None:
    browser.call("POST", "/v1/invitations/accept", {"token": token, "password": PASSWORD}, 201)
    assert eventually(lambda: browser.send("GET", "/v1/sessions/current").status == 200, "a session")


STORIES = [
    every_function_starts,
    pages,
    a_workspace_is_created,
    a_member_joins,
    a_client_is_invited_and_activates,
    a_visitor_signs_up,
    a_member_may_not_see,
    pictures,
    a_password_is_forgotten,
    a_mail_bounces,
    nothing_personal_is_logged,
    no_role_is_too_small,
]
