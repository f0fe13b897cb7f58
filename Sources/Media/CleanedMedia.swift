import Formats

/// A file as it may be kept and shown: the stretches of the original that are its content, and what had to be written anew.
public struct CleanedMedia: Sendable {
    /// A stretch of the new file.
    public enum Piece: Sendable, Hashable {
        /// These bytes of the original.
        case original(Range<Int>)
        /// Bytes that were written anew.
        case bytes([UInt8])

        /// How many bytes it has.
        public var count: Int {
            switch self {
            case .original(let range): range.count
            case .bytes(let bytes): bytes.count
            }
        }
    }

    /// What was left out, in words that can be told to whoever sent it.
    public enum Removed: String, Sendable, Hashable, CaseIterable {
        /// What the camera noted: make, settings, time and, where it was on, the place.
        case cameraData
        /// Titles, descriptions, comments, names of programs.
        case text
        /// Times at which it was made or changed.
        case times
        /// Small or further pictures.
        case furtherPictures
        /// The profile of the screen or the camera.
        case colourProfile
        /// Tracks that are neither picture nor sound, such as one of places.
        case tracks
        /// Data of programs or makers.
        case applicationData
        /// What stood where no reader of the kind would look.
        case hidden

        /// The key of the words for it.
        public var messageKey: String { "media.removed.\(rawValue)" }
    }

    /// What it is.
    public let kind: MediaKind
    /// Its width and height in pixels; nil for sound.
    public let size: (width: Int, height: Int)?
    /// The stretches of the new file, one after another.
    public let pieces: [Piece]
    /// What was left out.
    public let removed: Set<Removed>

    /// How many bytes the new file has.
    public var count: Int { pieces.reduce(0) { $0 + $1.count } }

    /// The new file, from the original; nil if that is not the file that was cleaned.
    public func bytes(from original: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        for piece in pieces {
            switch piece {
            case .original(let range):
                guard range.lowerBound >= 0, range.upperBound <= original.count else { return nil }
                result += original[range]
            case .bytes(let bytes): result += bytes
            }
        }
        return result
    }
}

/// Puts the pieces of a new file together.
struct PieceList {
    private(set) var pieces: [CleanedMedia.Piece] = []
    private(set) var count = 0
    var removed: Set<CleanedMedia.Removed> = []

    /// Appends a stretch of the original.
    mutating func copy(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        count += range.count
        if case .original(let last) = pieces.last, last.upperBound == range.lowerBound {
            pieces[pieces.count - 1] = .original(last.lowerBound..<range.upperBound)
        } else {
            pieces.append(.original(range))
        }
    }

    /// Appends bytes.
    mutating func write(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        count += bytes.count
        if case .bytes(let last) = pieces.last {
            pieces[pieces.count - 1] = .bytes(last + bytes)
        } else {
            pieces.append(.bytes(bytes))
        }
    }

    /// Appends what another list holds.
    mutating func append(_ other: PieceList) {
        for piece in other.pieces {
            switch piece {
            case .original(let range): copy(range)
            case .bytes(let bytes): write(bytes)
            }
        }
        removed.formUnion(other.removed)
    }
}
