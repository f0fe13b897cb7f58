public import Formats

/// How long GS1 company prefixes are, which a Digital Link does not tell and a URN needs.
///
/// GS1 publishes the lengths as its GCP Prefix Format List; a document that holds URNs of a company teaches them too.
public struct CompanyPrefixTable: Sendable, Hashable {
    /// Lengths by the digits that a key begins with.
    private var lengths: [String: Int] = [:]
    private var longest = 0

    /// An empty table.
    public init() {}

    /// Reads GS1's GCP Prefix Format List in its JSON form; nil if the value is none.
    public init?(list: JSONValue) {
        guard let entries = list["GCPPrefixFormatList"]?["entry"]?.elements else { return nil }
        for entry in entries {
            guard let prefix = entry["prefix"]?.string,
                let length = entry["gcpLength"]?.scalarText.flatMap({ Int(String(decoding: $0, as: UTF8.self)) })
            else { return nil }
            add(prefix: prefix, length: length)
        }
    }

    /// Whether nothing is known.
    public var isEmpty: Bool { lengths.isEmpty }

    /// Adds what is known of keys that begin with these digits; what is no possible prefix is left out.
    public mutating func add(prefix: String, length: Int) {
        guard (1...12).contains(prefix.utf8.count), (6...12).contains(length),
            EPCAlphabet.digits.firstStranger(in: prefix.utf8) == nil
        else { return }
        lengths[prefix] = length
        longest = max(longest, prefix.utf8.count)
    }

    /// Learns the company prefix of an identifier that was read from a URN.
    public mutating func learn(_ identifier: EPCIdentifier) {
        guard let prefix = identifier.companyPrefix else { return }
        add(prefix: prefix, length: prefix.utf8.count)
    }

    /// The length of the company prefix in the identifier's key; nil if it is not known.
    public func length(in identifier: EPCIdentifier) -> Int? {
        guard longest > 0, let start = identifier.prefixRange(length: 0)?.lowerBound else { return nil }
        let digits = identifier.key.utf8.dropFirst(start)
        for count in stride(from: min(longest, digits.count), to: 0, by: -1) {
            if let length = lengths[String(decoding: digits.prefix(count), as: UTF8.self)] { return length }
        }
        return nil
    }
}
