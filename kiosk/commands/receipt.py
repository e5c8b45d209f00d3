"""`kiosk receipt`: is a slip genuine? Checked offline, by its QR."""

from pathlib import Path
from typing import Annotated

import typer
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from kiosk.commands.shared import JsonOption, fail, say, say_json, told
from kiosk.receipt.token import TokenFault, verify_token

receipt = typer.Typer(help="Receipts.", no_args_is_help=True)


@receipt.command("verify")
def verify(
    token: Annotated[str, typer.Argument(help="the text of the QR code")],
    cert: Annotated[Path, typer.Option(help="the terminal's certificate or public key, PEM")],
    as_json: JsonOption = False,
) -> None:
    """Check the QR of a slip against the terminal's certificate. Exit 1: not genuine."""
    claim = verify_token(token, _public_key(cert))
    if isinstance(claim, TokenFault):
        if as_json:
            say_json({"genuine": False, "fault": claim.value})
        fail(f"not genuine: {claim.value}", 1)
    told = {
        "genuine": True,
        "terminal": claim.terminal,
        "number": claim.number,
        "kind": claim.kind.value,
        "standing": claim.standing.value,
        "at": claim.at.isoformat(),
        "copy": claim.copy,
    }
    if as_json:
        say_json(told)
    else:
        say("  ".join(f"{name}={value}" for name, value in told.items()))


def _public_key(path: Path) -> Ed25519PublicKey:
    try:
        pem = path.read_bytes()
        if b"BEGIN CERTIFICATE" in pem:
            key = x509.load_pem_x509_certificate(pem).public_key()
        else:
            key = load_pem_public_key(pem)  # type: ignore[assignment]  # any kind; checked below
    except OSError as wrong:
        fail(told(wrong), 1)
    except ValueError:
        fail(f"{path}: no certificate or public key in PEM", 1)
    if not isinstance(key, Ed25519PublicKey):
        fail(f"{path}: not an Ed25519 key", 1)
    return key
