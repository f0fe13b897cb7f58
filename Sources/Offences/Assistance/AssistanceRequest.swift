public import Vocabulary

/// A request for mutual legal assistance that knows what it lacks.
public struct AssistanceRequest: Sendable, Hashable {
    /// Whether the conduct is an offence in both States, as the treaty asks.
    public enum DualCriminality: Sendable, Hashable {
        /// Nobody has looked.
        case unknown
        /// The offence of the requested State that the conduct amounts to there.
        case shown(law: String, article: String)
        /// Why the treaty or the kind of assistance does not ask for it.
        case notRequired(reason: String)
        /// The conduct is none there: the request may be declined (article 18(9)).
        case absent
    }

    /// What somebody says of a test of scope.
    public enum ScopeAnswer: String, Sendable, Hashable, CaseIterable {
        case yes, no, unknown
    }

    /// The id.
    public let id: String
    /// The kinds of assistance, ids of ``AssistanceGuide``.
    public let kinds: Set<String>
    /// The offences, with the penalties that apply at home; nil for a penalty that nobody has entered.
    public let offences: [OffenceID: [Penalty?]]
    /// The parts that are filled in: id and text.
    public var parts: [String: String]
    /// Whether the conduct is an offence in both States.
    public var dualCriminality: DualCriminality
    /// What was said of the tests of scope.
    public var scope: [ScopeTest: ScopeAnswer]
    /// Whether it rests on the convention against transnational organised crime, so that its tests of scope apply.
    public let restsOnUNTOC: Bool

    /// A request.
    public init(
        id: String,
        kinds: Set<String>,
        offences: [OffenceID: [Penalty?]],
        parts: [String: String] = [:],
        dualCriminality: DualCriminality = .unknown,
        scope: [ScopeTest: ScopeAnswer] = [:],
        restsOnUNTOC: Bool
    ) {
        self.id = id
        self.kinds = kinds
        self.offences = offences
        self.parts = parts
        self.dualCriminality = dualCriminality
        self.scope = scope
        self.restsOnUNTOC = restsOnUNTOC
    }

    /// Offences that the convention names itself, so that their penalty does not matter: articles 5, 6, 8 and 23.
    ///
    /// Participation in a group, laundering, and bribery. Article 23, obstruction of justice, has no checklist.
    public static let conventionOffences: Set<OffenceID> = ["O04", "O05", "O12"].reduce(into: []) {
        $0.insert(OffenceID($1))
    }

    /// Whether each offence is one that the convention names, or a serious crime of article 2(b).
    public var seriousCrimes: [OffenceID: SeriousCrime] {
        offences.reduce(into: [:]) { found, offence in
            found[offence.key] = Self.conventionOffences.contains(offence.key) ? .yes : SeriousCrime(offence.value)
        }
    }

    /// Whether an offence of the request may be punished by death at home: many States then give no assistance.
    public var mayEndInDeath: Bool { offences.values.joined().contains { $0?.beyond == .death } }

    /// What is missing before it can be sent; empty where nothing is.
    ///
    /// Each part that its kinds need (the assurance on the death penalty only where an offence carries it), a word on
    /// dual criminality where they need it, and, if it rests on UNTOC, the four tests of scope.
    public func missing(by guide: AssistanceGuide) -> [Missing] {
        var missing: [Missing] = kinds.isEmpty ? [.kind] : []
        if offences.isEmpty { missing.append(.offence) }
        missing += kinds.subtracting(guide.kinds.map(\.id)).sorted().map { .unknownKind($0) }
        for part in guide.parts(for: kinds) {
            if part.id == Self.dualCriminalityPart {
                if let gap = dualCriminalityGap { missing.append(gap) }
            } else if !Self.isSaid(parts[part.id]), mayEndInDeath || part.id != Self.deathPenaltyPart {
                missing.append(.part(part.id))
            }
        }
        if restsOnUNTOC { missing += ScopeTest.allCases.compactMap { gap(in: $0) } }
        return missing
    }

    /// The part that ``dualCriminality`` fills.
    private static let dualCriminalityPart = "dual-criminality"

    /// The part that is needed only where an offence may be punished by death.
    private static let deathPenaltyPart = "death-penalty"

    private var dualCriminalityGap: Missing? {
        switch dualCriminality {
        case .unknown: .dualCriminality
        case .absent: .notAnOffenceThere
        case .shown(let law, let article):
            Self.isSaid(law) && Self.isSaid(article) ? nil : .dualCriminality
        case .notRequired(let reason): Self.isSaid(reason) ? nil : .dualCriminality
        }
    }

    private func gap(in test: ScopeTest) -> Missing? {
        if test == .covered {
            // One offence that is covered carries the request; what is known of penalties says so by itself.
            let found = seriousCrimes.values
            if found.contains(.yes) { return nil }
            return found.contains(.unknown) || found.isEmpty ? .scope(test, .unknown) : .scope(test, .no)
        }
        let answer = scope[test] ?? .unknown
        return answer == .yes ? nil : .scope(test, answer)
    }

    private static func isSaid(_ words: String?) -> Bool { words?.contains { !$0.isWhitespace } ?? false }

    /// Something that a request lacks.
    public enum Missing: Sendable, Hashable {
        /// No kind of assistance is chosen.
        case kind
        /// No offence is named.
        case offence
        /// The guide has no such kind.
        case unknownKind(String)
        /// A part is empty.
        case part(String)
        /// Nobody has said whether the conduct is an offence there.
        case dualCriminality
        /// The conduct is no offence there.
        case notAnOffenceThere
        /// A test of scope fails, or nobody has answered it.
        case scope(ScopeTest, ScopeAnswer)

        /// The key of its sentence in the catalogue of messages; it takes `part`.
        public var messageKey: String {
            switch self {
            case .kind: "offences.assistance.kind"
            case .offence: "offences.assistance.offence"
            case .unknownKind: "offences.assistance.unknown-kind"
            case .part: "offences.assistance.part"
            case .dualCriminality: "offences.assistance.dual-criminality"
            case .notAnOffenceThere: "offences.assistance.no-offence-there"
            case .scope(_, .no): "offences.assistance.scope-no"
            case .scope: "offences.assistance.scope-unknown"
            }
        }
    }
}
