import Formats

/// The name of a report: 16 bytes by chance, made where the report is made.
public struct ReportID: Sendable, Hashable {
    /// How many bytes it has.
    public static let count = 16

    /// The bytes.
    public let bytes: [UInt8]

    /// A name of 16 bytes; nil for any other number.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.count else { return nil }
        self.bytes = bytes
    }

    /// A new name; the generator must be a cryptographic one.
    public static func make(using generator: inout some RandomNumberGenerator) -> ReportID {
        ReportID(unchecked: (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

/// What an envelope is, in the open and yet bound to what is in it: none of it can be changed without being noticed.
public struct EnvelopeLabel: Sendable, Hashable {
    /// What the content is for; the numbers stand in the format.
    public enum Purpose: UInt8, Sendable, Hashable, CaseIterable {
        /// The report itself.
        case report = 1
        /// A photo, recording or document of a report.
        case attachment = 2
        /// What the reporter writes later.
        case messageToOrganisations = 3
        /// What an organisation writes to the reporter.
        case messageToReporter = 4
        /// A share of an organisation's key, for one officer.
        case share = 5
        /// What officers say of a report among themselves.
        case note = 6
        /// What is handed to another organisation, with the files that go with it.
        case handover = 7
    }

    /// What the content is for.
    public let purpose: Purpose
    /// The report that it belongs to.
    public let report: ReportID
    /// Its place among those of the same purpose and report, so that none can be passed off for another: the first is 0.
    public let sequence: UInt32

    /// A label.
    public init(_ purpose: Purpose, of report: ReportID, sequence: UInt32 = 0) {
        (self.purpose, self.report, self.sequence) = (purpose, report, sequence)
    }
}
