import Crypto
import Formats
import Secrets
public import Vocabulary

/// A puzzle that a phone solves before it may hand something in: it stops floods without asking anybody to read letters.
///
/// The puzzle is a text. A solution is eight whole numbers, each at least 0, such that the first four bytes of
/// SHA-256(`TEXT.PART.NUMBER`), as a number, are below 2³² / (expected / 8), with PART from 0 to 7 and both numbers in
/// decimal. Eight small puzzles take as long on average as one large one, and far more evenly.
///
/// Checking needs no list. A puzzle can be used again until it runs out: whoever counts requests keeps the puzzles that
/// were used for as long as that.
public struct ProofOfWork: Sendable {
    /// Into how many parts a puzzle is divided.
    public static let parts = 8
    /// What is asked for unless an installation says otherwise: about a second on an old phone's script.
    public static let usualHashes = 60_000
    /// The fewest and the most hashes that may be asked for.
    public static let hashes = 8...50_000_000
    private static let kind = "puzzle"

    /// The form for which the puzzle is good.
    public let form: String
    /// How many seconds it is good for.
    public let lifetime: Int
    private let secret: TicketSecret

    /// Puzzles for a form, good for so many seconds.
    public init(form: String, lifetime: Int = 3_600, secret: TicketSecret) {
        (self.form, self.lifetime, self.secret) = (form, lifetime, secret)
    }

    /// A new puzzle; the generator must be a cryptographic one.
    public func puzzle(
        expectedHashes: Int = usualHashes,
        at now: UTCInstant,
        using generator: inout some RandomNumberGenerator
    ) -> String {
        let hashes = min(max(expectedHashes, Self.hashes.lowerBound), Self.hashes.upperBound)
        let ticket = SignedTicket(
            issued: now.milliseconds / 1_000,
            number: UInt32(truncatingIfNeeded: hashes),
            nonce: SecretBytes.random(SignedTicket.nonceCount, using: &generator)
        )
        return ticket.text(kind: Self.kind, form: form, secret: secret)
    }

    /// Checks a solution, as `NUMBER.NUMBER.….NUMBER`.
    public func check(_ solution: String, of puzzle: String, at now: UTCInstant) throws(TicketFault) {
        guard let ticket = SignedTicket(puzzle, kind: Self.kind, form: form, secret: secret) else { throw .foreign }
        let age = now.milliseconds / 1_000 - ticket.issued
        guard age >= -60 else { throw .notYet }
        guard age <= lifetime else { throw .expired }
        guard solution.utf8.count <= 200 else { throw .unsolved }
        let numbers = solution.split(separator: ".", omittingEmptySubsequences: false)
        let threshold = Self.threshold(expectedHashes: Int(ticket.number))
        guard numbers.count == Self.parts, numbers.allSatisfy({ UInt64($0).map { String($0) } == String($0) }),
            numbers.enumerated().allSatisfy({ Self.value(puzzle, part: $0.offset, number: $0.element) < threshold })
        else { throw .unsolved }
    }

    /// Solves a puzzle: what the page's script does, here for tests and for programs that hand in reports.
    public static func solve(_ puzzle: String, expectedHashes: Int = usualHashes) -> String {
        let threshold = threshold(expectedHashes: expectedHashes)
        let numbers = (0..<parts).map { part in
            var number = 0
            while value(puzzle, part: part, number: "\(number)") >= threshold { number += 1 }
            return String(number)
        }
        return numbers.joined(separator: ".")
    }

    private static func threshold(expectedHashes: Int) -> UInt64 {
        (1 << 32) * UInt64(parts) / UInt64(max(expectedHashes, parts))
    }

    private static func value(_ puzzle: String, part: Int, number: some StringProtocol) -> UInt64 {
        SHA256.hash(data: Array("\(puzzle).\(part).\(number)".utf8)).prefix(4).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
