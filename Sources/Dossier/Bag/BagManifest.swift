import Formats

/// The digests of files, as a manifest has them (RFC 8493 section 2.1.3).
public struct BagManifest: Sendable {
    /// What files are hashed with; the two that RFC 8493 section 2.4 asks for.
    public enum Algorithm: String, Sendable, Hashable, CaseIterable {
        case sha256
        case sha512

        /// How many bytes a digest has.
        var digestBytes: Int { self == .sha256 ? 32 : 64 }

        func digest(of digests: ContentDigests) -> [UInt8] { self == .sha256 ? digests.sha256 : digests.sha512 }
    }

    /// A line that cannot be read, or says a second time what stands already.
    struct BadLine: Sendable, Hashable {
        let line: Int
        let isRepeated: Bool
        let text: String
    }

    /// The digest of each file.
    public private(set) var digests: [BagPath: [UInt8]] = [:]
    /// The lines that do not count.
    private(set) var badLines: [BadLine] = []
    /// Paths that lead out of the bag or that no system unpacks, as they stand.
    private(set) var badPaths: [(text: String, refusal: BagPath.Refusal)] = []

    /// Reads a manifest: on each line a digest, white space, and a path.
    init(reading bytes: [UInt8], _ algorithm: Algorithm) {
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.isEmpty { continue }
            read(line, number: index + 1, algorithm)
        }
    }

    private mutating func read(_ line: ArraySlice<UInt8>, number: Int, _ algorithm: Algorithm) {
        func bad(_ isRepeated: Bool) -> BadLine {
            BadLine(line: number, isRepeated: isRepeated, text: Printable.text(String(decoding: line, as: UTF8.self)))
        }
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        let digits = line.prefix { !isSpace($0) }
        let rest = line[digits.endIndex...].drop(while: isSpace)
        // Digests may be written with capitals (RFC 8493 section 2.1.3).
        let lower = digits.map { (0x41...0x46).contains($0) ? $0 | 0x20 : $0 }
        guard let digest = Hexadecimal.bytes(lower), digest.count == algorithm.digestBytes, !rest.isEmpty else {
            badLines.append(bad(false))
            return
        }
        // `sha256sum -b` writes a star, many tools `./`; both are common and mean nothing.
        var decoded = BagPath.decoded(rest)[...]
        if decoded.starts(with: "./".utf8) { decoded = decoded.dropFirst(2) }
        do throws(BagPath.Refused) {
            let path = try BagPath(bytes: decoded)
            guard digests[path] == nil else {
                badLines.append(bad(true))
                return
            }
            digests[path] = digest
        } catch {
            badPaths.append((Printable.text(String(decoding: rest, as: UTF8.self)), error.refusal))
        }
    }

    /// A manifest of these files, sorted by path.
    static func bytes(_ files: [(path: BagPath, digests: ContentDigests)], _ algorithm: Algorithm) -> [UInt8] {
        var output: [UInt8] = []
        for file in files.sorted(by: { $0.path < $1.path }) {
            Hexadecimal.append(algorithm.digest(of: file.digests), to: &output)
            output += [0x20, 0x20]
            output += file.path.encoded
            output.append(0x0A)
        }
        return output
    }
}
