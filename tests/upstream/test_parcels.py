"""What travels is the contract's message, to the byte, whatever the header says."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.submissions import SubmissionKind
from kiosk.upstream.contract import Item
from kiosk.upstream.envelope import Algorithm, Header, OpeningKey, seal
from kiosk.upstream.parcels import envelope_of, parcel
from kiosk.upstream.signatures import Signer

ID = st.binary(min_size=16, max_size=16).map(bytes.hex)
HEADERS = st.builds(
    Header,
    terminal=st.from_regex(r"[A-Z0-9]{4,12}", fullmatch=True),
    id=ID,
    kind=st.sampled_from(SubmissionKind),
    seq=st.integers(min_value=0, max_value=2**53 - 1),
    number=st.from_regex(r"[A-Z0-9-]{4,40}", fullmatch=True),
    depends_on=ID | st.just(""),
)
KEYS = {alg: OpeningKey.generate(alg).sealing_key() for alg in Algorithm}
SIGNER = Signer(Ed25519PrivateKey.generate())


@given(header=HEADERS, alg=st.sampled_from(Algorithm), plaintext=st.binary(max_size=600))
def test_a_parcel_is_the_item_of_the_contract_as_pydantic_writes_it(
    header: Header, alg: Algorithm, plaintext: bytes
) -> None:
    envelope = seal(plaintext, header, KEYS[alg], SIGNER)
    made = parcel(envelope)
    message = Item.model_validate_json(made.body)
    assert message.model_dump_json().encode() == made.body
    assert envelope_of(message, header.terminal) == envelope
    assert (message.id, message.digest) == (made.id, made.digest) == (header.id, envelope.digest)
