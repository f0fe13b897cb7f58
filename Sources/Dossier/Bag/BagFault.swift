/// Something in a bag that is not as it has to be, with the file and what was expected.
public struct BagFault: Sendable, Hashable {
    /// What is the matter.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        // Files
        /// A file does not have the digest that a manifest says.
        case digest
        /// A manifest names a file that is not there.
        case missing
        /// A file of the payload stands in no manifest, or not in this one.
        case unlisted
        /// A file besides the payload stands in no tag manifest: nobody could tell that it was changed.
        case unlistedTag = "unlisted-tag"
        /// The bytes of a file do not have the checksum of the archive.
        case checksum
        /// A file cannot be read, or ended early.
        case unread
        /// A link, a pipe, a device.
        case notAFile = "not-a-file"
        /// A path that leads out of the bag, or that some system cannot unpack.
        case path
        /// Two paths that only case or spelling tells apart.
        case clash

        // The bag
        /// `bagit.txt` is not there, or not that of version 1.0.
        case declaration
        /// There is no manifest of a known algorithm.
        case noManifest = "no-manifest"
        /// A manifest of an algorithm that is not known here.
        case algorithm
        /// A line of a manifest that cannot be read.
        case line
        /// A file stands in a manifest twice.
        case repeated
        /// A tag manifest lists what it must not: itself, another tag manifest, or the payload.
        case foreign
        /// `bag-info.txt` cannot be read.
        case info
        /// The payload is not of the size that `Payload-Oxum` says.
        case oxum
        /// Files are to be fetched from elsewhere: the bag does not hold all.
        case fetch

        // The archive
        /// The head of a file in the archive is not as it has to be.
        case head
        /// The entry of a file in the directory of the archive is not as it has to be.
        case entry
        /// The end of the archive is not as it has to be.
        case end
        /// It is no archive of stored files.
        case archive
        /// The archive holds more than one folder, or files beside it.
        case root

        // The dossier
        /// `data/dossier.json` is not there, or not what it has to be.
        case document
        /// The number of withheld things is not the one that was told.
        case withheldCount = "withheld-count"
        /// A commitment stands in a document and not in the list, or the other way round.
        case withheldList = "withheld-list"
        /// A commitment does not open with its salt and content.
        case commitment
        /// A document of the dossier says another digest of a file than the manifest.
        case statement

        /// The key of the sentence in the catalogue of messages.
        public var messageKey: String { "dossier.fault.\(rawValue)" }
    }

    /// What is the matter.
    public let kind: Kind
    /// The file, by its path in the bag; of the bag as a whole, what of it is meant.
    public let file: String
    /// What was expected; nil where that says nothing.
    public let expected: String?
    /// What was there; nil where that says nothing.
    public let found: String?

    /// Describes a fault.
    public init(_ kind: Kind, _ file: String, expected: String? = nil, found: String? = nil) {
        (self.kind, self.file, self.expected, self.found) = (kind, file, expected, found)
    }
}
