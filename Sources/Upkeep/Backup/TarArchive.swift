import Foundation

/// The header of a file in a tar archive (POSIX.1-1988 ustar; sizes of 8 GiB and more as GNU tar writes them).
enum TarHeader {
    static let blockLength = 512
    /// The longest name that needs no splitting.
    static let longestName = 100

    /// The one header that we write for a name and a size: the reader compares it byte for byte.
    static func bytes(name: String, size: Int) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: blockLength)
        func put(_ text: String, at position: Int) {
            for (index, byte) in text.utf8.enumerated() { header[position + index] = byte }
        }
        for (index, byte) in name.utf8.prefix(longestName).enumerated() { header[index] = byte }
        put("0000600\0", at: 100)
        put("0000000\0", at: 108)
        put("0000000\0", at: 116)
        if size < 1 << 33 {
            put(octal(size, digits: 11), at: 124)
        } else {
            header[124] = 0x80
            for index in 0..<8 { header[128 + index] = UInt8(truncatingIfNeeded: size >> (8 * (7 - index))) }
        }
        put("00000000000\0", at: 136)
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar\u{0}00", at: 257)
        let sum = header.reduce(0) { $0 + Int($1) }
        put(octal(sum, digits: 6) + "\0 ", at: 148)
        return header
    }

    /// The name and the size in a header that is one of ours; nil otherwise.
    static func read(_ header: [UInt8]) -> (name: String, size: Int)? {
        guard header.count == blockLength else { return nil }
        let name = String(decoding: header[..<longestName].prefix { $0 != 0 }, as: UTF8.self)
        let size: Int
        if header[124] == 0x80 {
            size = header[129..<136].reduce(0) { $0 << 8 | Int($1) }
        } else {
            guard let number = Int(String(decoding: header[124..<135], as: UTF8.self), radix: 8) else { return nil }
            size = number
        }
        guard size >= 0, bytes(name: name, size: size) == header else { return nil }
        return (name, size)
    }

    /// How many zeros follow so many bytes of content.
    static func padding(after size: Int) -> Int {
        (blockLength - size % blockLength) % blockLength
    }

    private static func octal(_ number: Int, digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: max(digits - text.count, 0)) + text
    }
}

/// Writes a tar archive, one file after another.
final class TarWriter {
    private let sink: any ByteSink

    init(to sink: any ByteSink) {
        self.sink = sink
    }

    /// Writes one file, whose content must have exactly that size.
    func add(_ name: String, size: Int, from source: any ByteSource) throws -> [UInt8] {
        try sink.write(TarHeader.bytes(name: name, size: size))
        let digest = try ByteCopy.copy(source, size: size, to: sink, name: name)
        try sink.write([UInt8](repeating: 0, count: TarHeader.padding(after: size)))
        return digest
    }

    /// Writes the end.
    func finish() throws {
        try sink.write([UInt8](repeating: 0, count: 2 * TarHeader.blockLength))
        try sink.finish()
    }
}

/// Reads an archive that ``TarWriter`` wrote, and refuses every byte that it would not have written.
final class TarReader {
    private let source: any ByteSource
    private(set) var position = 0

    init(_ source: any ByteSource) {
        self.source = source
    }

    /// The next file's name and size; nil at the end of the archive, after which nothing may follow.
    func next() throws -> (name: String, size: Int)? {
        let block = try take(TarHeader.blockLength)
        if block.allSatisfy({ $0 == 0 }) {
            guard try take(TarHeader.blockLength).allSatisfy({ $0 == 0 }), try source.bytes(1).isEmpty else {
                throw damaged("bytes follow the end of the archive")
            }
            return nil
        }
        guard let header = TarHeader.read(block) else { throw damaged("there is no file's header here") }
        return header
    }

    /// Copies the content of the file whose header was just read; the digest of what was there.
    func copy(_ name: String, size: Int, to sink: (any ByteSink)?) throws -> [UInt8] {
        let start = position
        let digest: [UInt8]
        do {
            digest = try ByteCopy.copy(source, size: size, to: sink, name: name, looksFurther: false)
        } catch let error as BackupError where error.code == .damaged {
            throw BackupError(.damaged, "\(error.message) (\(name), from byte \(start) of the archive)")
        }
        position += size
        guard try take(TarHeader.padding(after: size)).allSatisfy({ $0 == 0 }) else {
            throw damaged("the bytes after \(name) are not what was written")
        }
        return digest
    }

    private func take(_ count: Int) throws -> [UInt8] {
        let bytes = try source.bytes(count)
        guard bytes.count == count else { throw damaged("the archive was cut off here") }
        position += count
        return bytes
    }

    private func damaged(_ why: String) -> BackupError {
        BackupError(.damaged, "At byte \(position) of the archive: \(why).")
    }
}
