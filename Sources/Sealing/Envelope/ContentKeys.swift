import Crypto
import Formats

/// What an envelope's one secret gives: the key of its content, and a commitment to it.
///
/// AES-GCM does not bind a ciphertext to one key: without the commitment, a sender could wrap two keys and write bytes
/// that open to one report for one organisation and to another for the next.
struct ContentKeys {
    static let secretCount = 32
    static let commitmentCount = 32
    static let chunkCount = 65_536
    static let tagCount = 16

    let key: SymmetricKey
    let commitment: [UInt8]

    /// HKDF-SHA256 (RFC 5869) over the secret, salted with the hash of the envelope's label.
    init(_ secret: SymmetricKey, label: [UInt8]) {
        let root = HKDF<SHA256>.extract(inputKeyMaterial: secret, salt: Array(SHA256.hash(data: label)))
        func expand(_ name: String) -> SymmetricKey {
            HKDF<SHA256>.expand(pseudoRandomKey: root, info: Array(name.utf8), outputByteCount: 32)
        }
        key = expand("touchstone envelope v1 key")
        commitment = expand("touchstone envelope v1 commitment").withUnsafeBytes { Array($0) }
    }

    /// The nonce of a chunk: its number in eleven bytes, and whether it is the last (the STREAM construction of Hoang,
    /// Reyhanitabar, Rogaway and Vizár 2015, as age writes it).
    private static func nonce(_ chunk: Int, isLast: Bool) throws -> AES.GCM.Nonce {
        var bytes = [UInt8](repeating: 0, count: 3)
        bytes.append(bigEndian: chunk, count: 8)
        bytes.append(isLast ? 1 : 0)
        return try AES.GCM.Nonce(data: bytes)
    }

    /// Seals a chunk.
    func seal(
        _ bytes: ArraySlice<UInt8>,
        chunk: Int,
        isLast: Bool,
        header: [UInt8]
    ) throws(SealingFault) -> [UInt8] {
        do {
            let nonce = try Self.nonce(chunk, isLast: isLast)
            let box = try AES.GCM.seal(bytes, using: key, nonce: nonce, authenticating: header)
            return Array(box.ciphertext) + Array(box.tag)
        } catch {
            throw SealingFault(.contentChanged, chunk: chunk)
        }
    }

    /// Opens a chunk.
    func open(
        _ bytes: ArraySlice<UInt8>,
        chunk: Int,
        isLast: Bool,
        header: [UInt8]
    ) throws(SealingFault) -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(
                nonce: try Self.nonce(chunk, isLast: isLast),
                ciphertext: bytes.dropLast(Self.tagCount),
                tag: bytes.suffix(Self.tagCount)
            )
            return Array(try AES.GCM.open(box, using: key, authenticating: header))
        } catch {
            throw SealingFault(.contentChanged, chunk: chunk)
        }
    }
}
