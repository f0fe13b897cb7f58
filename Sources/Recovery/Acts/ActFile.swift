import Vocabulary

/// What acts do to the state of a file, and which are refused.
public protocol ActRules: Sendable {
    /// What can be done.
    associatedtype Deed: Sendable & Hashable
    /// Where a file stands.
    associatedtype State: Sendable

    /// Where a file begins.
    var initial: State { get }

    /// Does an act to a state; a state that was changed before a refusal is thrown away.
    func apply(_ act: Act<Deed>, number: Int, to state: inout State) throws(ActRefusal)

    /// The steps that are lawful in a state, in the words of the content.
    func lawful(in state: State) -> [String]

    /// What a deed says in free words, to be checked for length and control characters.
    func words(of deed: Deed) -> [String]

    /// The papers that a deed names, beside the one that the act rests on.
    func papers(of deed: Deed) -> [PaperReference]
}

extension ActRules {
    /// Most deeds name no paper of their own.
    public func papers(of deed: Deed) -> [PaperReference] { [] }
}

/// A file of acts that only grows: what is refused leaves it as it was, and the state is what the acts make it.
public struct ActFile<Rules: ActRules>: Sendable {
    /// The rules that it is kept by.
    public let rules: Rules
    /// The acts in their order; the number of an act is its place in the list, from 0.
    public private(set) var acts: [Act<Rules.Deed>] = []
    /// Where it stands.
    public private(set) var state: Rules.State

    /// An empty file.
    public init(_ rules: Rules) {
        self.rules = rules
        state = rules.initial
    }

    /// A file of acts that were kept before.
    ///
    /// - Throws: ``ActRefusal`` of the first act that the rules do not take.
    public init(_ rules: Rules, acts: [Act<Rules.Deed>]) throws(ActRefusal) {
        self.init(rules)
        for act in acts { try append(act) }
    }

    /// The most bytes of a text in an act.
    public static var mostBytes: Int { 8_000 }

    /// The steps that are lawful now, in the words of the content.
    public var lawful: [String] { rules.lawful(in: state) }

    /// Does an act.
    ///
    /// - Throws: ``ActRefusal`` with what is in the way, what is missing and what would be lawful; the file is then as before.
    public mutating func append(_ act: Act<Rules.Deed>) throws(ActRefusal) {
        var next = state
        do throws(ActRefusal) {
            try check(act)
            try rules.apply(act, number: acts.count, to: &next)
        } catch {
            throw error.lawful.isEmpty ? error.allowing(lawful) : error
        }
        acts.append(act)
        state = next
    }

    private func check(_ act: Act<Rules.Deed>) throws(ActRefusal) {
        if let last = acts.last, act.day < last.day { throw ActRefusal(.dayBeforeLast, [last.day.text]) }
        guard !act.reason.allSatisfy(\.isWhitespace) else { throw ActRefusal(.missing, missing: ["reason"]) }
        guard !act.person.rawValue.isEmpty else { throw ActRefusal(.missing, missing: ["person"]) }
        let papers = rules.papers(of: act.deed) + (act.paper.map { [$0] } ?? [])
        let texts = [act.reason, act.person.rawValue] + papers.map(\.title)
        for text in texts + rules.words(of: act.deed) {
            // What is written here is printed in orders and on public pages: no character may steer a terminal or hide.
            guard text.utf8.count <= Self.mostBytes, !text.unicodeScalars.contains(where: Self.isHidden) else {
                throw ActRefusal(
                    .badText,
                    [String(text.unicodeScalars.filter { !Self.isHidden($0) }.prefix(40).map(Character.init))]
                )
            }
        }
        for paper in papers {
            guard !paper.title.allSatisfy(\.isWhitespace) else { throw ActRefusal(.missing, missing: ["paper"]) }
            guard paper.digest.map(Self.isDigest) ?? true else { throw ActRefusal(.badText, ["digest"]) }
        }
    }

    private static func isDigest(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: scalar != "\n" && scalar != "\t"
        case .format: scalar != "\u{200C}" && scalar != "\u{200D}"
        case .surrogate, .privateUse, .unassigned: true
        default: false
        }
    }
}
