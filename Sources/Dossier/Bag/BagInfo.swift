import Formats

/// What a bag says of itself in `bag-info.txt` (RFC 8493 section 2.2.2): labels and values, in their order.
public struct BagInfo: Sendable, Hashable {
    /// A label and its value.
    public struct Field: Sendable, Hashable {
        /// The label, such as `Source-Organization`.
        public let label: String
        /// The value on one line.
        public let value: String

        /// Makes a field; line ends in it become spaces.
        public init(_ label: String, _ value: String) {
            self.label = label
            self.value = String(value.map { $0.isNewline ? " " : $0 })
        }
    }

    /// The fields.
    public var fields: [Field]

    /// Describes a bag.
    public init(_ fields: [Field] = []) { self.fields = fields }

    /// The file.
    var bytes: [UInt8] { fields.flatMap { Array("\($0.label): \($0.value)\n".utf8) } }

    /// Reads the file; nil for a line that is no label with a value, and does not go on from the line before.
    init?(reading bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        fields = []
        for line in text.split(whereSeparator: \.isNewline) {
            if line.first == " " || line.first == "\t" {
                guard let last = fields.popLast() else { return nil }
                fields.append(Field(last.label, last.value + " " + line.drop { $0 == " " || $0 == "\t" }))
                continue
            }
            guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            fields.append(Field(String(line[..<colon]), String(value)))
        }
    }

    /// The values of a label, whose case does not count.
    public func values(of label: String) -> [String] {
        fields.filter { $0.label.lowercased() == label.lowercased() }.map(\.value)
    }

    /// The label for how many bytes and files the payload has.
    static let oxum = "Payload-Oxum"
}
