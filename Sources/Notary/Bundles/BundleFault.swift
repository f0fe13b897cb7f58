/// Why a file is no proof bundle, and which part of it is at fault.
public struct BundleFault: Error, Sendable, Hashable {
    /// The kinds of fault.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// It is longer than is read.
        case tooLong
        /// It is no JSON, or says one thing twice.
        case malformed
        /// It is another document, or of another version.
        case otherType
        /// A part is not there.
        case missing
        /// A part stands there that a bundle has none of.
        case unknownMember
        /// A part is not of its form.
        case badValue
        /// The statement is none, or not in its only spelling.
        case badStatement
        /// The entry of the log is none that commits to statements, or not in its only spelling.
        case badEntry
        /// A hash is none, or there are more than a path can have.
        case badHash
        /// The checkpoint is no signed note.
        case badNote
        /// The policy cannot be read.
        case badPolicy
        /// It is not in its only spelling.
        case notCanonical
    }

    /// What is wrong.
    public let reason: Reason
    /// Which part: `items[3].batch.hashes[2]`; empty for the whole.
    public let place: String
    /// More for the person who looks into it; may be empty.
    public let detail: String

    /// Makes a fault.
    public init(_ reason: Reason, _ place: String = "", detail: String = "") {
        self.reason = reason
        self.place = place
        self.detail = detail
    }
}
