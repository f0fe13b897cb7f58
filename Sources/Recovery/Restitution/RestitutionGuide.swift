public import Formats
public import Vocabulary

/// What a country's file says about compensation.
public struct RestitutionGuide: Sendable, Hashable {
    /// A class of victims.
    public struct Class: Sendable, Hashable {
        /// The class.
        public let victims: VictimClass
        /// What it is called.
        public let label: LocalisedText
        /// Its place in the order of the law, from 1: a class is served when those before it have all.
        public let priority: Int
    }

    /// A rule by which money is shared, for people to read.
    public struct Rule: Sendable, Hashable {
        /// The id.
        public let id: String
        /// What it says.
        public let label: LocalisedText
    }

    /// The header.
    public let header: ContentHeader
    /// The classes.
    public let classes: [Class]
    /// The rules in words.
    public let rules: [Rule]
    /// How long a decision can be appealed.
    public let appealTerm: Term
    /// The least number of people that the public ledger speaks of.
    public let leastPeople: Int

    /// The priority of a class.
    public func priority(of victims: VictimClass) -> Int {
        classes.first { $0.victims == victims }?.priority ?? classes.count + 1
    }

    /// Reads `Content/recovery/restitution.json` or a country's own.
    ///
    /// - Throws: ``ContentFaults`` with every fault found, each with its line and path.
    public init(reading bytes: [UInt8], file: String) throws(ContentFaults) {
        var reader = ContentReader(bytes, file: file)
        let root = reader.object(
            reader.root,
            ContentReader.headerKeys + ["classes", "rules", "appealTerm", "leastPeople"]
        )
        let header = reader.header(root, kind: "restitution")
        let classes = reader.list(root["classes"]).compactMap { place -> Class? in
            let members = reader.object(place, ["id", "label", "priority", "sources"])
            reader.checkSources(members["sources"])
            guard let id = reader.word(members["id"], VictimClass.self), let label = reader.localised(members["label"]),
                let priority = reader.integer(members["priority"], in: 1...20)
            else { return nil }
            return Class(victims: id, label: label, priority: priority)
        }
        reader.complete(classes.map(\.victims), VictimClass.self, root["classes"])
        let rules = reader.list(root["rules"]).compactMap { place -> Rule? in
            let members = reader.object(place, ["id", "label", "sources"])
            reader.checkSources(members["sources"])
            guard let id = reader.text(members["id"]), let label = reader.localised(members["label"]) else {
                return nil
            }
            return Rule(id: id, label: label)
        }
        let term = reader.term(root["appealTerm"])
        // Fewer than three people are told apart by those who live with them.
        let least = reader.integer(root["leastPeople"], in: 3...1_000)
        var guide: RestitutionGuide?
        if let header, let term, let least {
            guide = RestitutionGuide(header, classes, rules, term, least)
        }
        self = try reader.finish(guide)
    }

    private init(_ header: ContentHeader, _ classes: [Class], _ rules: [Rule], _ appealTerm: Term, _ leastPeople: Int) {
        (self.header, self.classes, self.rules) = (header, classes, rules)
        (self.appealTerm, self.leastPeople) = (appealTerm, leastPeople)
    }
}
