"""People at a portal: browsers, and the mails they get."""

import json
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

PASSWORD = "correct horse battery"
PATIENCE = 30


@dataclass
class Answer:
    """What a request was answered."""

    status: int
    headers: dict
    text: str

    @property
    def body(self):
        return json.loads(self.text)


@dataclass
class Browser:
    """One browser at one portal, on the far side of CloudFront."""

    endpoint: str
    # The distribution's own name: the emulator knows no other. Pages have the names of their portals all the same.
    host: str
    domain: str
    slug: str
    cookie: str = field(default="", repr=False)

    def send(self, method: str, path: str, body=None) -> Answer:
        headers = {
            "host": self.host,
            # The emulator believes this to be TLS.
            "x-forwarded-proto": "https",
            "origin": f"https://{self.slug or 'www'}.{self.domain}",
            "portico-workspace": self.slug,
            "cookie": self.cookie,
        }
        data = None
        if body is not None:
            data, headers["content-type"] = json.dumps(body).encode(), "application/json"
        request = urllib.request.Request(self.endpoint + path, data, headers, method=method)
        try:
            response = urllib.request.urlopen(request, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            answer = Answer(response.status, {k.lower(): v for k, v in response.headers.items()}, response.read().decode(errors="replace"))
        if session := answer.headers.get("set-cookie"):
            self.cookie = session.split(";")[0]
        return answer

    def call(self, method: str, path: str, body=None, status: int = 200):
        """Sends a request, which must be answered so. Returns the body of the answer."""
        answer = self.send(method, path, body)
        if answer.status != status:
            raise AssertionError(f"{method} {path}: {answer.status} instead of {status}: {answer.text[:600]}")
        return answer.body if answer.text else None


class Mailbox:
    """Every mail that the emulator was handed."""

    def __init__(self, endpoint: str):
        self.endpoint = endpoint

    def to(self, address: str) -> list[dict]:
        with urllib.request.urlopen(f"{self.endpoint}/_ministack/ses/messages", timeout=PATIENCE) as response:
            accounts = json.load(response)["messages"]
        mails = [mail for account in accounts.values() for mail in account]
        return [mail for mail in mails if address in json.dumps(mail.get("To") or mail.get("Destination"))]

    def wait(self, address: str, about: str) -> str:
        """The text of the newest mail to an address that holds these words, once it is there."""
        return eventually(lambda: self.find(address, about), f"a mail to {address} about {about!r}")

    def find(self, address: str, about: str) -> str | None:
        found = [text for text in (json.dumps(mail) for mail in self.to(address)) if about in text]
        return found[-1] if found else None

    def token(self, address: str, about: str) -> str:
        """The token in the link of that mail."""
        return re.search(r"https://[^\s\"\\]+#([A-Za-z0-9_.-]+)", self.wait(address, about)).group(1)


def eventually(find, what: str):
    """What `find` finds, once it finds something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := find():
            return found
        time.sleep(0.2)
    raise AssertionError(f"{what} did not come in {PATIENCE} s")
