"""Proves the deployment on an emulator of AWS that checks signatures and roles: the main journey through CloudFront, the gateway
and each function under its own role, and that no role has an action to spare.

    prove.py <endpoint of the emulator> <template> <program>"""

import os
import sys
import time
from pathlib import Path

import journey
from portal import Browser, Mailbox
from roles import no_action_is_to_spare
from stack import DOMAIN, REGION, Stack


def main(endpoint: str, template: Path, program: Path) -> int:
    os.environ["AWS_DEFAULT_REGION"] = REGION
    stack = Stack(endpoint)
    began = time.monotonic()
    stack.deploy(template, program)
    print(f"deployed in {time.monotonic() - began:.1f} s")
    mailbox = Mailbox(endpoint)

    def browser(slug: str) -> Browser:
        return Browser(endpoint, stack.outputs["DistributionDomain"], DOMAIN, slug)

    for story in journey.STORIES:
        began = time.monotonic()
        story(stack, browser, mailbox)
        print(f"{story.__doc__.splitlines()[0]} ({time.monotonic() - began:.1f} s)")
    no_action_is_to_spare(stack, browser)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
