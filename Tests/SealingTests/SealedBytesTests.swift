import Crypto
import Formats
import Secrets
import Testing

@Suite("Bytes sealed under a key, for one place")
struct SealedBytesTests {
    /// The key of a place, as `MessageKeys` makes it.
    private static func key(_ root: String) throws -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: try #require(Hexadecimal.bytes(root.utf8))),
            info: Array("touchstone messages v1 sealing".utf8),
            outputByteCount: 32
        )
    }

    @Test("What an earlier version sealed into a store opens")
    func earlier() throws {
        // The file keys/messages and the secret of a gateway in a store that was made before this function was shared.
        let key = try Self.key("80cd2d85d7afa47b82d52cdcba7d1a5506adc527bc4b299cb2de1ef2815232ca")
        let sealed = try #require(
            Hexadecimal.bytes(
                """
                85cd72d41dc51dda22b7a51b79e70cf65170a74ffd511aa01e6497b74066406f1f94374706197d8ebf2feb06c2f58069ddad620d\
                ce5fb3d50da3f6b85b1e50658c2920a6bebe4249933902b307bca171f71727b55df7ff05c3ea8bd9
                """.utf8
            )
        )
        let secret = "6dcfc551af0cfb42a6f82c595cdb6f44238a8c18c44e8b5b324704d43c93d97d"
        let about = Array("touchstone messages v1 secret\npilot".utf8)
        #expect(SealedBytes.open(sealed, under: key, about: about) == Array(secret.utf8))
        #expect(SealedBytes.open(sealed, under: key, about: about + [0x32]) == nil)
        #expect(SealedBytes.open(sealed, under: SymmetricKey(size: .bits256), about: about) == nil)
    }

    @Test("What was changed or cut anywhere does not open; a key of another length seals nothing")
    func changed() throws {
        let key = SymmetricKey(size: .bits256)
        let bytes: [UInt8] = [0, 1, 2, 255]
        let sealed = try SealedBytes.seal(bytes, under: key, about: [7])
        #expect(sealed.count == bytes.count + SealedBytes.growth)
        #expect(SealedBytes.open(sealed, under: key, about: [7]) == bytes)
        #expect(try SealedBytes.seal(bytes, under: key, about: [7]) != sealed)
        #expect(try SealedBytes.open(SealedBytes.seal([], under: key, about: []), under: key, about: []) == [])
        for index in sealed.indices {
            var other = sealed
            other[index] ^= 1
            #expect(SealedBytes.open(other, under: key, about: [7]) == nil)
            #expect(SealedBytes.open(Array(sealed[..<index]), under: key, about: [7]) == nil)
        }
        #expect(throws: (any Error).self) {
            try SealedBytes.seal(bytes, under: SymmetricKey(size: .bits128), about: [7])
        }
    }
}
