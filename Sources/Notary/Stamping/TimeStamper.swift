public import Credentials
public import Ledger
public import LedgerStore
public import Vocabulary

/// Has an authority for time stamps (RFC 3161) stamp a log's checkpoint, once a day.
///
/// ```swift
/// let authority = try StampingAuthority(address: address, roots: pem)
/// let stamper = TimeStamper(files, logKeys: keys, authority: authority, send: send)
/// let outcome = try await stamper.stampIfDue(now: now)
/// ```
///
/// A stamp is checked before it is kept, and only its hash leaves the house: the authority learns nothing of the log. A
/// stamp over a checkpoint dates every entry below it.
public struct TimeStamper<Files: LogFiles>: Sendable {
    /// What came of it.
    public enum Outcome: Sendable, Hashable {
        /// A checkpoint was stamped, and the stamp is kept.
        case stamped(size: UInt64, stamp: VerifiedTimeStamp)
        /// One was stamped that day already.
        case notDue
        /// The newest checkpoint has a stamp already: the log has not grown.
        case unchanged

        /// The size of the checkpoint that was stamped, and the time of the stamp; nil if none was.
        public var stamped: (size: UInt64, time: UTCInstant)? {
            if case .stamped(let size, let stamp) = self { (size, stamp.time) } else { nil }
        }
    }

    private let files: Files
    private let logKeys: [VerifierKey]
    private let authority: StampingAuthority
    private let send: Sending

    /// Prepares to ask.
    ///
    /// - Parameters:
    ///   - files: The files of the log.
    ///   - logKeys: The keys of the log.
    ///   - authority: Who stamps, and by which certificates the stamps are known.
    ///   - send: Sends a request, and gives up on its own after a time.
    public init(
        _ files: Files,
        logKeys: [VerifierKey],
        authority: StampingAuthority,
        send: @escaping Sending
    ) {
        self.files = files
        self.logKeys = logKeys
        self.authority = authority
        self.send = send
    }

    /// Has the newest checkpoint stamped if none was yet on that day, in UTC.
    ///
    /// - Throws: ``StampingFault``; nothing is kept then.
    public func stampIfDue(now: UTCInstant) async throws(StampingFault) -> Outcome {
        let last: KeptStamp?
        do throws(FileFault) {
            last = try StampShelf(files).check(authority, logKeys: logKeys).last { $0.stamp != nil }
        } catch {
            throw .log(.files(error))
        }
        if let time = last?.stamp?.time, time.dayNumber == now.dayNumber { return .notDue }
        return try await stamp(unlessOf: last?.size)
    }

    /// Has the newest checkpoint stamped, whatever day it is.
    public func stamp() async throws(StampingFault) -> Outcome { try await stamp(unlessOf: nil) }

    private func stamp(unlessOf stampedSize: UInt64?) async throws(StampingFault) -> Outcome {
        let (note, size) = try newest()
        guard size != stampedSize else { return .unchanged }
        var generator = SystemRandomNumberGenerator()
        // Without zeros before it, so that it stays one of as many bytes.
        let nonce =
            [UInt8.random(in: 1...127, using: &generator)]
            + (0..<15).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let request: TimeStampRequest
        do throws(TimeStampFault) { request = try TimeStampRequest(over: note, nonce: nonce) } catch {
            throw .refused(error)
        }
        let answer: OutgoingAnswer
        do {
            answer = try await send(
                OutgoingRequest(posting: request.der, as: "application/timestamp-query", to: authority.address)
            )
        } catch {
            throw .silent
        }
        guard answer.status == 200 else { throw .status(answer.status) }
        guard answer.isOf("application/timestamp-reply") else { throw .noStamp }
        let stamp: VerifiedTimeStamp
        let response: TimeStampResponse
        do throws(TimeStampFault) {
            stamp = try authority.verifier.verify(response: answer.body, to: request)
            response = try TimeStampResponse(answer.body)
        } catch {
            throw .refused(error)
        }
        do throws(FileFault) { try StampShelf(files).keep(response, over: note, size: size) } catch {
            throw .log(.files(error))
        }
        return .stamped(size: size, stamp: stamp)
    }

    /// The newest checkpoint, with the signatures of witnesses where it is the one that they signed.
    private func newest() throws(StampingFault) -> (note: [UInt8], size: UInt64) {
        let note: SignedNote
        do throws(LogFault) {
            guard let newest = try PublishedLog(files).checkpoint() else { throw LogFault.stateMissing }
            note = newest
        } catch {
            throw .log(error)
        }
        do throws(NoteFault) {
            let size = try VerifiedCheckpoint(note, logKeys: logKeys).checkpoint.size
            if let bytes = try? files.read("witnessed"), let witnessed = try? SignedNote(parsing: bytes),
                witnessed.text == note.text, (try? VerifiedCheckpoint(witnessed, logKeys: logKeys)) != nil
            {
                return (witnessed.bytes, size)
            }
            return (note.bytes, size)
        } catch {
            throw .log(.note(error))
        }
    }
}

/// Why there is no new stamp.
public enum StampingFault: Error, Sendable, Hashable {
    /// The log cannot be read, or the stamp not be written.
    case log(LogFault)
    /// The certificates that are to be trusted are none.
    case badRoots
    /// The authority did not answer.
    case silent
    /// The authority answered with a status of the web that is none of success.
    case status(Int)
    /// The answer is none of the protocol.
    case noStamp
    /// The stamp is refused: it is not over this checkpoint, or not by an authority that is trusted.
    case refused(TimeStampFault)
}

extension StampingFault {
    /// The key of the text that says this to people.
    public var messageKey: String {
        switch self {
        case .log: "stamping.trouble.log"
        case .badRoots: "stamping.trouble.bad_roots"
        case .silent: "stamping.trouble.silent"
        case .status: "stamping.trouble.status"
        case .noStamp: "stamping.trouble.no_stamp"
        case .refused(let fault): fault.reason.messageKey
        }
    }
}
