import Crypto

/// A file of the SHA-1 of passwords that attackers know, as Have I Been Pwned publishes it: lines `HASH:COUNT`, sorted.
///
/// Some tens of gigabytes, so the file is searched where it lies: about 40 readings of 128 bytes for a password. The
/// password does not leave the machine.
public struct BreachedList: Sendable {
    /// Reads so many bytes at an offset, fewer only where the file ends.
    public typealias Reading = @Sendable (_ offset: Int, _ count: Int) throws -> [UInt8]

    /// Why the list cannot be searched.
    public struct Fault: Error, Sendable, Hashable {
        /// The kinds of fault.
        public enum Reason: String, Sendable, Hashable {
            /// The file cannot be read.
            case unreadable
            /// A line is not a SHA-1 and a number.
            case malformed
            /// The lines are not sorted by hash.
            case unsorted
        }

        /// What is wrong.
        public let reason: Reason
        /// The offset at which it shows.
        public let offset: Int
    }

    private struct Line {
        let hash: [UInt8]
        let times: Int
        /// Where the next line begins.
        let next: Int
    }

    /// How many bytes the file has.
    public let byteCount: Int
    private let read: Reading

    /// 40 digits, a colon, a number and the end of the line.
    private static let window = 128

    /// A list of so many bytes behind a reading function; the first line is read to see that it is one.
    public init(byteCount: Int, read: @escaping Reading) throws(Fault) {
        self.byteCount = byteCount
        self.read = read
        guard byteCount > 0 else { throw Fault(reason: .malformed, offset: 0) }
        _ = try line(at: 0)
    }

    /// How often the password was seen in breaches; nil if the list does not hold it.
    public func count(of password: Password) throws(Fault) -> Int? {
        let wanted = Array(Insecure.SHA1.hash(data: password.bytes))
        // The line, if there is one, begins in low..<high.
        var (low, high) = (0, byteCount)
        var (floor, ceiling): ([UInt8]?, [UInt8]?) = (nil, nil)
        while low < high {
            let middle = low + (high - low) / 2
            guard let start = try lineStart(notBefore: middle, below: high) else {
                high = middle
                continue
            }
            let line = try line(at: start)
            guard floor.map({ $0.lexicographicallyPrecedes(line.hash) }) ?? true,
                ceiling.map({ line.hash.lexicographicallyPrecedes($0) }) ?? true
            else { throw Fault(reason: .unsorted, offset: start) }
            if line.hash == wanted { return line.times }
            if wanted.lexicographicallyPrecedes(line.hash) {
                (high, ceiling) = (middle, line.hash)
            } else {
                (low, floor) = (line.next, line.hash)
            }
        }
        return nil
    }

    /// Where the first line begins that does not begin before an offset; nil if it would not begin below the other.
    private func lineStart(notBefore offset: Int, below end: Int) throws(Fault) -> Int? {
        guard offset > 0 else { return 0 }
        let bytes = try bytes(at: offset - 1)
        guard let newline = bytes.firstIndex(of: 0x0A) else {
            // Only the last line may lack its end.
            guard bytes.count < Self.window else { throw Fault(reason: .malformed, offset: offset) }
            return nil
        }
        let start = offset + newline
        return start < end ? start : nil
    }

    private func line(at offset: Int) throws(Fault) -> Line {
        let bytes = try bytes(at: offset)
        let malformed = Fault(reason: .malformed, offset: offset)
        let newline = bytes.firstIndex(of: 0x0A)
        guard newline != nil || bytes.count < Self.window else { throw malformed }
        var text = bytes[..<(newline ?? bytes.count)]
        if text.last == 0x0D { text.removeLast() }
        guard text.count > 41, text[40] == UInt8(ascii: ":"),
            let times = Int(String(decoding: text[41...], as: UTF8.self)), times >= 0
        else { throw malformed }
        var hash: [UInt8] = []
        for index in stride(from: 0, to: 40, by: 2) {
            guard let high = HexText.value(of: text[index]), let low = HexText.value(of: text[index + 1]) else {
                throw malformed
            }
            hash.append(high << 4 | low)
        }
        return Line(hash: hash, times: times, next: offset + (newline.map { $0 + 1 } ?? bytes.count))
    }

    private func bytes(at offset: Int) throws(Fault) -> [UInt8] {
        let wanted = min(Self.window, byteCount - offset)
        let bytes: [UInt8]
        do { bytes = try read(offset, wanted) } catch { throw Fault(reason: .unreadable, offset: offset) }
        guard bytes.count == wanted else { throw Fault(reason: .unreadable, offset: offset) }
        return bytes
    }
}
