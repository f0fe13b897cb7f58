/// Why something sealed, a key or a share is not taken or does not open.
public struct SealingFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of fault.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        // Forms
        /// The bytes do not begin as this kind of thing does.
        case otherKind
        /// It is of a version that is not known here.
        case unknownVersion
        /// It says that it is for something that is not known here.
        case unknownPurpose
        /// It is made with algorithms that are not used here.
        case unknownSuite
        /// The bytes end too soon.
        case tooShort
        /// There are bytes behind its end.
        case tooLong
        /// Nobody, too many, or the same key twice, or not in the one order that is written.
        case recipients
        /// A number in it means nothing or asks for too much.
        case badNumber

        // Keys
        /// The bytes are no key of their suite.
        case badKey
        /// The passphrase does not open it, or its bytes were changed.
        case wrongPassphrase
        /// A passphrase that is too short, or too long to work on.
        case badPassphrase
        /// The memory that scrypt asks for is not to be had.
        case outOfMemory
        /// The key is not the one that its label names.
        case otherKey

        // Opening
        /// It is sealed to other keys than this one.
        case notForThisKey
        /// The wrapped key was changed or made wrongly.
        case wrappedKey
        /// The key that was wrapped for this recipient is not the one that the content is sealed with.
        case keyDiffers
        /// The content was changed, cut, lengthened or put into another order.
        case contentChanged
        /// What fills the content up to its size class is not as it must be.
        case badPadding
        /// More or less content than was announced.
        case lengthDiffers
        /// It has been finished, or has failed, before.
        case finished
    }

    /// What is wrong.
    public let reason: Reason
    /// The byte at which it shows, where one does; for content the number of the chunk is in ``chunk``.
    public let offset: Int?
    /// The chunk of the content that does not open, the first being 0.
    public let chunk: Int?

    init(_ reason: Reason, at offset: Int? = nil, chunk: Int? = nil) {
        self.reason = reason
        self.offset = offset
        self.chunk = chunk
    }

    /// The reason and the place, for logs: nothing of what is sealed.
    public var description: String {
        let place = offset.map { " at byte \($0)" } ?? chunk.map { " in chunk \($0)" } ?? ""
        return "sealing: \(reason.rawValue)\(place)"
    }
}
