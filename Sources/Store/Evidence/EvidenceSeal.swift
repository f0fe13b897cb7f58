import Crypto
import Foundation

/// How one file of evidence is sealed: AES-256-GCM in pieces of 1 MiB (NIST SP 800-38D), under a key of its own.
///
/// The file begins with a line that names the layout and 32 bytes by chance, from which its key is derived (HKDF,
/// RFC 5869). The nonce of a piece is its number and whether it is the last: a piece opens in its place of its file and
/// nowhere else, and a file that was cut off has no last piece. Keys are used for one file, so no nonce comes twice.
struct EvidenceSeal: Sendable {
    /// How many bytes of the original a piece holds; the last may hold fewer.
    static let pieceLength = 1 << 20
    /// How many bytes longer a piece is once it is sealed: the tag.
    static let growth = 16
    /// How the file begins.
    static let mark = Array("touchstone-evidence/1\n".utf8)
    private static let saltLength = 32
    static let headLength = mark.count + saltLength

    /// How the file begins: the mark and what its key is derived from.
    let head: [UInt8]
    private let key: SymmetricKey

    /// The seal of a new file.
    init(under root: [UInt8]) {
        self.init(root, head: Self.mark + SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
    }

    /// The seal of a file that begins so; nil if it is no file of evidence.
    init?(under root: [UInt8], opening head: [UInt8]) {
        guard head.count == Self.headLength, head.starts(with: Self.mark) else { return nil }
        self.init(root, head: head)
    }

    private init(_ root: [UInt8], head: [UInt8]) {
        self.head = head
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: root),
            salt: Array(head.dropFirst(Self.mark.count)),
            info: Self.mark,
            outputByteCount: 32
        )
    }

    /// Seals a piece: its bytes and the tag.
    func seal(_ piece: UnsafeRawBufferPointer, _ number: Int, isLast: Bool) throws -> [UInt8] {
        let nonce = try AES.GCM.Nonce(data: Self.nonce(number, isLast))
        let box = try AES.GCM.seal(Data(piece), using: key, nonce: nonce, authenticating: head)
        return Array(box.ciphertext) + Array(box.tag)
    }

    /// Opens a piece; nil if it is not that piece of that file.
    func open(_ sealed: [UInt8], _ number: Int, isLast: Bool) -> [UInt8]? {
        guard sealed.count >= Self.growth,
            let nonce = try? AES.GCM.Nonce(data: Self.nonce(number, isLast)),
            let box = try? AES.GCM.SealedBox(
                nonce: nonce,
                ciphertext: sealed.dropLast(Self.growth),
                tag: sealed.suffix(Self.growth)
            ),
            let bytes = try? AES.GCM.open(box, using: key, authenticating: head)
        else { return nil }
        return Array(bytes)
    }

    /// 8 bytes of the piece's number, and 4 that say whether it is the last.
    private static func nonce(_ number: Int, _ isLast: Bool) -> [UInt8] {
        withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) } + [0, 0, 0, isLast ? 1 : 0]
    }
}
