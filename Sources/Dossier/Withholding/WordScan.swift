import Foundation

/// A withheld word that stands in what would be given away.
public struct Leak: Sendable, Hashable {
    /// The file, by its path in the bag.
    public let file: String
    /// Where in it, in bytes; nil in its name.
    public let offset: Int?
    /// The number of the withheld thing in the plan, from 0: the word itself is not said again.
    public let thing: Int

    /// Describes a leak.
    public init(file: String, offset: Int?, thing: Int) {
        (self.file, self.offset, self.thing) = (file, offset, thing)
    }
}

/// Words to look for in bytes: in UTF-8, composed and not, in UTF-16 either way round, and as JSON escapes; capitals
/// and small letters count as the same.
///
/// What is compressed or drawn (a PDF, a picture, an archive in an archive) says nothing to such a search;
/// ``isOpaque(_:)`` tells it apart.
public struct WordScan: Sendable {
    fileprivate struct Pattern: Sendable {
        let bytes: [UInt8]
        let thing: Int
    }

    fileprivate let patterns: [Pattern]
    /// For each byte the patterns that begin with it.
    fileprivate let beginning: [[Int]]
    fileprivate let longest: Int

    /// Words, each with the number of the thing that it would give away.
    public init(_ words: [(word: String, thing: Int)]) {
        var patterns: [Pattern] = []
        var seen: Set<[UInt8]> = []
        for (word, thing) in words where !word.isEmpty {
            var spellings: [[UInt8]] = []
            for cased in [word, word.lowercased(), word.uppercased()] { spellings += Self.spellings(of: cased) }
            for spelling in spellings {
                let folded = spelling.map(Self.fold)
                if seen.insert(folded).inserted { patterns.append(Pattern(bytes: folded, thing: thing)) }
            }
        }
        self.patterns = patterns
        var beginning = [[Int]](repeating: [], count: 256)
        for (index, pattern) in patterns.enumerated() {
            guard let first = pattern.bytes.first else { continue }
            beginning[Int(first)].append(index)
            if (0x61...0x7A).contains(first) { beginning[Int(first & 0xDF)].append(index) }
        }
        self.beginning = beginning
        longest = patterns.map(\.bytes.count).max() ?? 0
    }

    private static func spellings(of word: String) -> [[UInt8]] {
        let composed = word.precomposedStringWithCanonicalMapping
        let quoted = composed.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        let escaped = quoted.utf16.map { unit in
            unit < 0x80
                ? String(decoding: [UInt8(truncatingIfNeeded: unit)], as: UTF8.self)
                : "\\u" + String(repeating: "0", count: 4 - String(unit, radix: 16).count) + String(unit, radix: 16)
        }
        return [
            Array(composed.utf8), Array(word.decomposedStringWithCanonicalMapping.utf8), Array(escaped.joined().utf8),
            Array(quoted.utf8),
            composed.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] },
            composed.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] },
        ]
    }

    fileprivate static func fold(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// Where the words stand in bytes; each thing once.
    public func leaks(in bytes: [UInt8], of file: String) -> [Leak] {
        var search = WordSearch(self, in: file)
        bytes.withUnsafeBytes { search.look(at: $0) }
        return search.leaks
    }

    /// Where the words stand in the name of a file.
    public func leaks(inName file: String) -> [Leak] {
        leaks(in: Array(file.utf8), of: file).map { Leak(file: file, offset: nil, thing: $0.thing) }
    }

    /// Whether a file begins as one whose words are compressed, drawn or encrypted.
    public static func isOpaque(_ start: [UInt8]) -> Bool {
        let marks: [[UInt8]] = [
            Array("PK".utf8), Array("%PDF".utf8), [0x1F, 0x8B], [0xFF, 0xD8, 0xFF], [0x89, 0x50, 0x4E, 0x47],
            Array("II*\0".utf8), Array("MM\0*".utf8), Array("GIF8".utf8), Array("RIFF".utf8), Array("BZh".utf8),
            [0xFD, 0x37, 0x7A, 0x58], [0x28, 0xB5, 0x2F, 0xFD], Array("7z".utf8), Array("Rar!".utf8),
            Array("ID3".utf8), Array("OggS".utf8), [0xD0, 0xCF, 0x11, 0xE0], Array("age-encryption".utf8),
        ]
        if start.count > 8, start[4..<8].elementsEqual("ftyp".utf8) { return true }
        return marks.contains { start.starts(with: $0) }
    }
}

/// A search through a file that comes in pieces.
package struct WordSearch {
    private let scan: WordScan
    private let file: String
    package private(set) var leaks: [Leak] = []
    private var tail: [UInt8] = []
    private var position = 0

    package init(_ scan: WordScan, in file: String) {
        self.scan = scan
        self.file = file
    }

    /// Looks at the next piece, and at what reaches into it from the one before.
    package mutating func look(at bytes: UnsafeRawBufferPointer) {
        guard scan.longest > 0 else { return }
        if !tail.isEmpty {
            let seam = tail + Array(bytes.prefix(scan.longest - 1))
            seam.withUnsafeBytes { find(in: $0, at: position - tail.count) }
        }
        find(in: bytes, at: position)
        position += bytes.count
        tail = Array((tail + Array(bytes.suffix(scan.longest - 1))).suffix(scan.longest - 1))
    }

    private mutating func find(in bytes: UnsafeRawBufferPointer, at start: Int) {
        for index in 0..<bytes.count {
            for candidate in scan.beginning[Int(bytes[index])] {
                let pattern = scan.patterns[candidate]
                guard index + pattern.bytes.count <= bytes.count, !leaks.contains(where: { $0.thing == pattern.thing }),
                    (1..<pattern.bytes.count).allSatisfy({ WordScan.fold(bytes[index + $0]) == pattern.bytes[$0] })
                else { continue }
                leaks.append(Leak(file: file, offset: start + index, thing: pattern.thing))
            }
        }
    }
}
