import Crypto
import Foundation

/// The payload of an age file: chunks of 64 KiB, each sealed with ChaCha20-Poly1305 (STREAM).
enum AgePayload {
    static let chunkLength = 1 << 16
    static let tagLength = 16
    static let nonceLength = 16

    static func key(_ fileKey: SymmetricKey, nonce: [UInt8]) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: fileKey,
            salt: Data(nonce),
            info: Data("payload".utf8),
            outputByteCount: 32
        )
    }

    /// Eleven bytes that count the chunks, and one that says whether it is the last.
    static func nonce(_ chunk: UInt64, isLast: Bool) throws -> ChaChaPoly.Nonce {
        var bytes: [UInt8] = [0, 0, 0]
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: chunk >> shift)) }
        return try ChaChaPoly.Nonce(data: bytes + [isLast ? 1 : 0])
    }
}

/// Encrypts what is written, in the age format.
package final class AgeWriter: ByteSink {
    private let sink: any ByteSink
    private let key: SymmetricKey
    private var held: [UInt8] = []
    private var chunk: UInt64 = 0

    /// Begins a file that these recipients can open.
    package init(to sink: any ByteSink, recipients: [AgeRecipient]) throws {
        let (header, fileKey) = try AgeHeader.make(for: recipients)
        let nonce = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
        key = AgePayload.key(fileKey, nonce: nonce)
        self.sink = sink
        held.reserveCapacity(AgePayload.chunkLength)
        try sink.write(header + nonce)
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            // The last chunk is marked, so that a full one is sealed only once it is known that more comes.
            if held.count == AgePayload.chunkLength { try seal(isLast: false) }
            let count = min(rest.count, AgePayload.chunkLength - held.count)
            held.append(contentsOf: rest[..<(rest.startIndex + count)])
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    package func finish() throws {
        try seal(isLast: true)
        try sink.finish()
    }

    private func seal(isLast: Bool) throws {
        let box = try ChaChaPoly.seal(held, using: key, nonce: AgePayload.nonce(chunk, isLast: isLast))
        try sink.write(Array(box.ciphertext) + Array(box.tag))
        chunk += 1
        held.removeAll(keepingCapacity: true)
    }
}

/// Decrypts an age file while it is read; what is not as written is noticed before it is given on.
package final class AgeReader: ByteSource {
    private let source: any ByteSource
    private let key: SymmetricKey
    private let headerLength: Int
    /// Sealed bytes that were read ahead.
    private var ahead: [UInt8] = []
    private var opened: [UInt8] = []
    private var position = 0
    private var chunk: UInt64 = 0
    private var isAtEnd = false

    /// Reads the header and unwraps its key.
    package init(_ source: any ByteSource, openers: [AgeOpener]) throws {
        self.source = source
        let (fileKey, length) = try AgeHeader.open(source, with: openers)
        let nonce = try source.bytes(AgePayload.nonceLength)
        guard nonce.count == AgePayload.nonceLength else {
            throw BackupError(.damaged, "It was cut off after its header.")
        }
        headerLength = length + nonce.count
        key = AgePayload.key(fileKey, nonce: nonce)
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if position == opened.count, !isAtEnd { try openNext() }
        let count = min(buffer.count, opened.count - position)
        opened.withUnsafeBytes { bytes in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)]))
        }
        position += count
        return count
    }

    private func openNext() throws {
        let length = AgePayload.chunkLength + AgePayload.tagLength
        // One byte more than a chunk says whether another one follows.
        ahead += try source.bytes(length + 1 - ahead.count)
        let isLast = ahead.count <= length
        let sealed = isLast ? ahead : Array(ahead.prefix(length))
        ahead = isLast ? [] : Array(ahead.dropFirst(length))
        guard let plain = open(sealed, isLast: isLast), !(isLast && plain.isEmpty && chunk > 0) else {
            let place = headerLength + Int(truncatingIfNeeded: chunk) * length
            if isLast, sealed.isEmpty || open(sealed, isLast: false) != nil {
                throw BackupError(.damaged, "It was cut off at byte \(place + sealed.count).")
            }
            throw BackupError(
                .damaged,
                "The bytes from \(place) to \(place + sealed.count) are not what was written, or the end is missing."
            )
        }
        opened = plain
        position = 0
        chunk += 1
        isAtEnd = isLast
    }

    private func open(_ sealed: [UInt8], isLast: Bool) -> [UInt8]? {
        guard sealed.count >= AgePayload.tagLength,
            let nonce = try? AgePayload.nonce(chunk, isLast: isLast),
            let box = try? ChaChaPoly.SealedBox(
                nonce: nonce,
                ciphertext: sealed.dropLast(AgePayload.tagLength),
                tag: sealed.suffix(AgePayload.tagLength)
            )
        else { return nil }
        return (try? ChaChaPoly.open(box, using: key)).map { Array($0) }
    }
}
