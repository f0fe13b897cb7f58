/// The name of one sharing of a key: 16 bytes by chance.
public struct EscrowID: Sendable, Hashable {
    /// How many bytes it has.
    public static let count = 16

    /// The bytes.
    public let bytes: [UInt8]

    /// A name of 16 bytes; nil for any other number.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.count else { return nil }
        self.bytes = bytes
    }

    init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// The name in the place where the label of an envelope names the report.
    var report: ReportID { ReportID(unchecked: bytes) }
}
