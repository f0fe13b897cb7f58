"""Sealed envelopes by somebody else's HPKE: pyca/cryptography, and docs/sealing.md followed step by step.

    open_envelope.py open ENVELOPE SECRET              the content, in hexadecimal; SECRET is a private key's 32 bytes
    open_envelope.py seal CONTENT SUITE:PUBLIC…        an envelope of a report 0707…07, in hexadecimal

Every argument but the first is hexadecimal; SUITE is P-256 or X25519.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
import sys

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

P256 = bytes.fromhex("001000010002")
X25519 = bytes.fromhex("002000010003")
SUITES = {P256: Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM), X25519: Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)}
POINT = {P256: 65, X25519: 32}
CHUNK = 65_536


def key_id(suite: bytes, public: bytes) -> bytes:
    return hashlib.sha256(b"touchstone key id v1" + suite + public).digest()[:16]


def content_keys(secret: bytes, label: bytes) -> tuple[bytes, bytes]:
    root = hmac.digest(hashlib.sha256(label).digest(), secret, "sha256")
    key, commitment = (hmac.digest(root, b"touchstone envelope v1 " + name + b"\x01", "sha256") for name in (b"key", b"commitment"))
    return key, commitment


def nonce(chunk: int, is_last: bool) -> bytes:
    return bytes(3) + struct.pack(">QB", chunk, is_last)


def size_class(count: int) -> int:
    total, power = count + 8, 4096
    while power < total:
        power *= 2
    step = power if power <= 1 << 20 else power // 16
    return -(-total // step) * step


def private_key(suite: bytes, secret: bytes) -> tuple[object, bytes]:
    if suite == X25519:
        key = x25519.X25519PrivateKey.from_private_bytes(secret)
        return key, key.public_key().public_bytes_raw()
    key = ec.derive_private_key(int.from_bytes(secret), ec.SECP256R1())
    return key, key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def open_envelope(envelope: bytes, secret: bytes) -> bytes:
    assert envelope[:5] == b"TSEV\x01" and envelope[6:8] == b"\x00\x02"
    count = envelope[28]
    end = 29 + 22 * count
    label, place, wrapped = envelope[:end], end + 32, None
    for index in range(count):
        suite, name = envelope[29 + 22 * index :][:6], envelope[35 + 22 * index :][:16]
        length = POINT[suite] + 48
        key, public = private_key(suite, secret)
        if key_id(suite, public) == name:
            wrapped = SUITES[suite].decrypt(envelope[place : place + length], key, info=b"touchstone envelope v1" + label)
        place += length
    assert wrapped is not None, "for none of our keys"
    content_key, commitment = content_keys(wrapped, label)
    assert hmac.compare_digest(commitment, envelope[end : end + 32])
    header, rest = hashlib.sha256(envelope[:place]).digest(), envelope[place:]
    pieces = [rest[start : start + CHUNK + 16] for start in range(0, len(rest), CHUNK + 16)]
    cipher = AESGCM(content_key)
    plain = b"".join(cipher.decrypt(nonce(index, index == len(pieces) - 1), piece, header) for index, piece in enumerate(pieces))
    (length,) = struct.unpack(">Q", plain[:8])
    assert len(plain) == size_class(length) and not any(plain[8 + length :])
    return plain[8 : 8 + length]


def seal(content: bytes, recipients: list[tuple[bytes, bytes]]) -> bytes:
    listed = sorted((key_id(suite, public), suite, public) for suite, public in recipients)
    label = b"TSEV\x01\x01\x00\x02" + bytes([7] * 16) + bytes(4) + bytes([len(listed)])
    label += b"".join(suite + name for name, suite, _ in listed)
    secret = os.urandom(32)
    content_key, commitment = content_keys(secret, label)
    header = label + commitment
    for _, suite, public in listed:
        key = x25519.X25519PublicKey.from_public_bytes(public) if suite == X25519 else ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
        header += SUITES[suite].encrypt(secret, key, info=b"touchstone envelope v1" + label)
    plain = struct.pack(">Q", len(content)) + content
    plain += bytes(size_class(len(content)) - len(plain))
    digest, cipher = hashlib.sha256(header).digest(), AESGCM(content_key)
    pieces = [plain[start : start + CHUNK] for start in range(0, len(plain), CHUNK)]
    return header + b"".join(cipher.encrypt(nonce(index, index == len(pieces) - 1), piece, digest) for index, piece in enumerate(pieces))


def main(arguments: list[str]) -> None:
    match arguments:
        case ["open", envelope, secret]:
            print(open_envelope(bytes.fromhex(envelope), bytes.fromhex(secret)).hex())
        case ["seal", content, *recipients]:
            keys = [text.split(":") for text in recipients]
            print(seal(bytes.fromhex(content), [({"P-256": P256, "X25519": X25519}[name], bytes.fromhex(key)) for name, key in keys]).hex())
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
