"""An opener in a process of its own, as a province would write one: it alone holds the opening key, and
knows the gateway by HTTP only.

    opener.py HOST:PORT CA CERT KEY OPENING [--die]     (--die: ends with its first claim unanswered)
"""

import base64
import http.client
import json
import ssl
import sys
import time
from pathlib import Path
from typing import Any

from kiosk.gateway.keyring import read_opening_key
from kiosk.upstream import payload
from kiosk.upstream.contract import CONTENT_TYPE, Item
from kiosk.upstream.envelope import Envelope, Header, OpeningKey, Unopened, open_sealed

REFUSED = {"standing": "refused", "reason": "unreadable"}


def ask(line: http.client.HTTPSConnection, path: str, body: object) -> dict[str, Any]:
    line.request("POST", path, json.dumps(body), {"Content-Type": CONTENT_TYPE})
    answer = line.getresponse()
    text = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {text!r}")
    told: dict[str, Any] = json.loads(text)
    return told


def opened(terminal: str, item: Item, keys: dict[str, OpeningKey]) -> dict[str, str]:
    """The outcome of one: in force when it opens and is what its header says."""
    header = Header(
        terminal=terminal, id=item.id, kind=item.kind, seq=item.seq, number=item.number,
        depends_on=item.depends_on,
    )  # fmt: skip
    envelope = Envelope(
        header=header, alg=item.alg, kid=item.kid, signer=item.signer, sealed=item.sealed,
        signature=item.signature,
    )  # fmt: skip
    plain = open_sealed(envelope, keys)
    if isinstance(plain, Unopened):
        return REFUSED
    filing = payload.decode(plain)
    fits = isinstance(filing, payload.Filing) and filing.submission.kind == item.kind
    return {"standing": "in_force"} if fits else REFUSED


def main(address: str, ca: str, cert: str, key: str, opening: str, die: str = "") -> None:
    context = ssl.create_default_context(cafile=ca)
    context.load_cert_chain(cert, key)
    line = http.client.HTTPSConnection(address, context=context)
    own = read_opening_key(Path(opening))
    keys = {own.sealing_key().kid: own}
    while True:
        found = ask(line, "/v1/relay/claims", {"most": 20, "lease_seconds": 10})["items"]
        if found and die:
            return
        outcomes = []
        for one in found:
            item = Item.model_validate(one["item"] | {"sealed": base64.b64decode(one["item"]["sealed"])})
            outcome = opened(one["terminal"], item, keys)
            outcomes.append({"terminal": one["terminal"], "id": item.id, "digest": item.digest, **outcome})
        if outcomes:
            ask(line, "/v1/relay/outcomes", {"outcomes": outcomes})
        else:
            time.sleep(0.05)


if __name__ == "__main__":
    main(*sys.argv[1:])
