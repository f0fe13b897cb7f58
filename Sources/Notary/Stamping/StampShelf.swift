public import Credentials
public import Ledger
public import LedgerStore
public import Vocabulary

/// The time stamps that a log keeps beside it.
///
///     time/SIZE.checkpoint    the checkpoint as it was stamped
///     time/SIZE.tsr           the authority's answer over the SHA-256 of that file (RFC 3161)
///
/// Others check them with `openssl ts -verify -data time/SIZE.checkpoint -in time/SIZE.tsr -CAfile roots.pem`.
public struct StampShelf<Files: LogFiles>: Sendable {
    private let files: Files

    private static var folder: String { "time" }

    /// Takes the files of a log, or of a mirror.
    public init(_ files: Files) {
        self.files = files
    }

    /// The sizes of the checkpoints that were stamped, ascending.
    public func sizes() throws(FileFault) -> [UInt64] {
        try files.names(in: Self.folder)
            .compactMap { name in
                guard name.hasSuffix(".tsr"), let size = UInt64(name.dropLast(4)), name == "\(size).tsr" else {
                    return nil
                }
                return size
            }
            .sorted()
    }

    /// A checkpoint as it was stamped and the authority's answer, unchecked; nil if one of them is not there.
    func files(ofSize size: UInt64) throws(FileFault) -> (checkpoint: [UInt8], answer: [UInt8])? {
        guard let note = try files.read(Self.path(size, "checkpoint")),
            let answer = try files.read(Self.path(size, "tsr"))
        else {
            return nil
        }
        return (note, answer)
    }

    /// Checks every stamp that is kept: that it is a stamp of an authority that is trusted, over the very file beside it,
    /// and that the file is a checkpoint of the log and of the size that its name says.
    public func check(
        _ authority: StampingAuthority,
        logKeys: [VerifierKey]
    ) throws(FileFault) -> [KeptStamp] {
        var checks: [KeptStamp] = []
        for size in try sizes() { checks.append(try check(size, authority.verifier, logKeys)) }
        return checks
    }

    private func check(
        _ size: UInt64,
        _ verifier: TimeStampVerifier,
        _ logKeys: [VerifierKey]
    ) throws(FileFault) -> KeptStamp {
        guard let note = try files.read(Self.path(size, "checkpoint")) else {
            return KeptStamp(size: size, finding: .checkpointMissing)
        }
        let answer = try files.read(Self.path(size, "tsr")) ?? []
        let checkpoint: VerifiedCheckpoint
        do throws(NoteFault) {
            checkpoint = try VerifiedCheckpoint(try SignedNote(parsing: note), logKeys: logKeys)
        } catch {
            return KeptStamp(size: size, finding: .checkpoint(error))
        }
        guard checkpoint.checkpoint.size == size else { return KeptStamp(size: size, finding: .checkpoint(.badSize)) }
        do throws(TimeStampFault) {
            let response = try TimeStampResponse(answer)
            let stamp = try verifier.verify(token: response.token, over: note)
            // What is kept was without: something was slipped in, or is damaged.
            guard stamp.strangers == 0, response.plain == answer else { throw TimeStampFault(.malformed, "beside") }
            return KeptStamp(size: size, finding: .sound(stamp))
        } catch {
            return KeptStamp(size: size, finding: .stamp(error))
        }
    }

    /// Keeps a stamp: the checkpoint first, without which the stamp says nothing.
    func keep(_ answer: TimeStampResponse, over note: [UInt8], size: UInt64) throws(FileFault) {
        try files.replace(Self.path(size, "checkpoint"), by: note, isSafe: true)
        try files.syncFolder(Self.folder)
        try files.replace(Self.path(size, "tsr"), by: answer.plain, isSafe: true)
        try files.syncFolder(Self.folder)
    }

    private static func path(_ size: UInt64, _ suffix: String) -> String { "\(folder)/\(size).\(suffix)" }
}

/// What the check of a kept stamp found.
public struct KeptStamp: Sendable, Hashable {
    /// What was found.
    public enum Finding: Sendable, Hashable {
        /// The stamp is right: the checkpoint existed at its time.
        case sound(VerifiedTimeStamp)
        /// The file that was stamped is gone.
        case checkpointMissing
        /// The file that was stamped is no checkpoint of the log, or one of another size.
        case checkpoint(NoteFault)
        /// The stamp is refused.
        case stamp(TimeStampFault)
    }

    /// The size of the checkpoint.
    public let size: UInt64
    /// What was found.
    public let finding: Finding

    /// The time of the stamp, if it is right.
    public let time: UTCInstant?
    /// Why the stamp is refused, in a word; nil if it is right.
    public let trouble: String?

    init(size: UInt64, finding: Finding) {
        self.size = size
        self.finding = finding
        switch finding {
        case .sound(let stamp): (time, trouble) = (stamp.time, nil)
        case .checkpointMissing: (time, trouble) = (nil, "checkpointMissing")
        case .checkpoint(let fault): (time, trouble) = (nil, fault.rawValue)
        case .stamp(let fault): (time, trouble) = (nil, fault.reason.rawValue)
        }
    }

    /// The stamp, if it is right.
    public var stamp: VerifiedTimeStamp? {
        if case .sound(let stamp) = finding { stamp } else { nil }
    }
}
