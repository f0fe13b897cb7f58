import Foundation
import Vocabulary

/// Which passwords are taken: NIST SP 800-63B-4 section 3.1.1.2.
///
/// Length and a list of passwords that are known to attackers; no rule about kinds of characters and no expiry, which
/// make people choose worse ones.
public struct PasswordRules: Sendable {
    /// The words that a person's password must not be made of.
    public struct OwnWords: Sendable {
        let folded: [String]

        /// The words of a name and an e-mail address, and others that an attacker would try here: the site, the agency.
        ///
        /// Words of fewer than four letters are left out, because long passwords hold them by chance.
        public init(name: String, email: String, others: [String] = []) {
            let address = email.split(separator: "@", maxSplits: 1).map(String.init)
            let domain = address.dropFirst().first.map { $0.split(separator: ".").dropLast().map(String.init) } ?? []
            var words: [String] = []
            for text in [name, address.first ?? ""] + domain + others {
                let folded = PasswordRules.fold(String(text.unicodeScalars.prefix(200)))
                let parts = folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
                words += parts + [parts.joined()]
            }
            self.folded = Set(words.filter { $0.unicodeScalars.count >= 4 }).sorted()
        }
    }

    /// The fewest code points of a password.
    public let minimumCount: Int
    /// The list of breached passwords, where the installation has one.
    public let breachedList: BreachedList?

    /// Rules; a minimum below 8, the least that SP 800-63B allows beside a second factor, counts as 8.
    ///
    /// Revision 4 asks for 15 where the password is the only factor.
    public init(minimumCount: Int = 12, breachedList: BreachedList? = nil) {
        self.minimumCount = min(max(minimumCount, 8), 64)
        self.breachedList = breachedList
    }

    /// Everything that speaks against a new password; none if it is taken.
    ///
    /// - Throws: ``BreachedList/Fault`` if the list cannot be read: a check that was not made is not passed.
    public func refusals(
        of password: Password,
        for words: OwnWords
    ) throws(BreachedList.Fault) -> [PasswordRefusal] {
        var refusals: [PasswordRefusal] = []
        if password.count < minimumCount { refusals.append(.tooShort(minimum: minimumCount)) }
        let folded = Self.fold(password.normalisedText)
        let packed = folded.filter { $0.isLetter || $0.isNumber }
        if let word = words.folded.first(where: { folded.contains($0) || packed.contains($0) }) {
            refusals.append(.containsOwnWord(word))
        }
        let scalars = folded.unicodeScalars.map(\.value)
        if Predictability.period(of: scalars) < min(minimumCount, scalars.count) { refusals.append(.repeated) }
        if Predictability.isRun(scalars) { refusals.append(.run) }
        if let times = try breachedList?.count(of: password) { refusals.append(.breached(times: times)) }
        return refusals
    }

    /// Case, accents and widths do not count.
    fileprivate static func fold(_ text: String) -> String {
        WordFolding.fold(text.precomposedStringWithCompatibilityMapping)
    }
}
