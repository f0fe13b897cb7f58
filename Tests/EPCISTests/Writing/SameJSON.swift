import Formats
import Testing

/// Whether two JSON texts say the same: equal in the form of RFC 8785.
enum SameJSON {
    /// The first bytes in which the two forms differ; nil if they do not.
    static func difference(_ left: [UInt8], _ right: [UInt8]) throws -> String? {
        let (ours, theirs) = (try canonical(left), try canonical(right))
        guard ours != theirs else { return nil }
        let place = zip(ours, theirs).prefix { $0 == $1 }.count
        let from = max(0, place - 40)
        return [ours, theirs].map { String(decoding: $0[from..<min($0.count, place + 40)], as: UTF8.self) }
            .joined(separator: " | ")
    }

    private static func canonical(_ bytes: [UInt8]) throws -> [UInt8] {
        var output: [UInt8] = []
        _ = try JSONCanonical.append(try JSONTape(bytes).root, to: &output)
        return output
    }
}
