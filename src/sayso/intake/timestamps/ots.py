"""What `anchor` uses of the OpenTimestamps library (LGPL). The only importer of it, itself imported when an anchor is made or read."""

from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
from opentimestamps.core.op import OpAppend, OpSHA256
from opentimestamps.core.serialize import BytesDeserializationContext, BytesSerializationContext, DeserializationError
from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp

__all__ = [
    "BitcoinBlockHeaderAttestation",
    "BytesDeserializationContext",
    "BytesSerializationContext",
    "DeserializationError",
    "DetachedTimestampFile",
    "OpAppend",
    "OpSHA256",
    "PendingAttestation",
    "Timestamp",
]
