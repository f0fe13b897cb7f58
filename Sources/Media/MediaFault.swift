/// Why a file is not taken.
public struct MediaFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of fault.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// There are no bytes.
        case empty
        /// It is longer than allowed.
        case tooLong
        /// It would be larger than allowed when shown: wider, higher, more pixels or pictures.
        case tooLarge
        /// A photo of the kind that iPhones make: the phone can be told to make the most compatible kind.
        case heic
        /// A photo without compression, or a camera's own kind.
        case rawPhoto
        /// A document: its text can be copied, or its pages photographed.
        case document
        /// A drawing or a page that could hold a program.
        case program
        /// An archive.
        case archive
        /// Another kind of film or sound: it can be recorded anew or sent in another kind.
        case otherRecording
        /// Nothing that is known here.
        case unknown
        /// It ends too soon: it was perhaps not sent as a whole.
        case cutOff
        /// It is not as its kind must be.
        case malformed
        /// A way of its kind that is not taken, such as a film in fragments.
        case unsupported
        /// Nothing is left that could be shown or heard.
        case nothingInIt

        /// The key of the sentence that tells the visitor what it is and what to do.
        public var messageKey: String { "media.refused.\(rawValue)" }
    }

    /// What is wrong.
    public let reason: Reason
    /// The byte at which it shows, where one does.
    public let offset: Int?

    init(_ reason: Reason, at offset: Int? = nil) {
        (self.reason, self.offset) = (reason, offset)
    }

    /// The reason and the place, for logs: nothing of the file.
    public var description: String { "media: \(reason.rawValue)" + (offset.map { " at byte \($0)" } ?? "") }
}
