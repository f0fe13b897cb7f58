public import Formats
public import Vocabulary

/// Holds files and servers against the ICGLR mining data standard: its conformance levels 1 and 2, and the rules that
/// its prose has and its schemas do not.
///
/// ```swift
/// var runner = ConformanceRunner(profile: .core)
/// runner.add(bytes, source: "lot.json")
/// let report = runner.report(level: 1)
/// ```
public struct ConformanceRunner: Sendable {
    /// A record that fits its schema, and where it came from.
    struct Entry: Sendable {
        let source: String
        let path: String
        let record: MiningRecord
    }

    /// The edition; nil to take for each record the one that fits it better.
    public let profile: Profile?
    /// The day up to which a status that goes on is counted; nil counts only what the records say has ended, so that
    /// the answer for a file is the same on every day.
    public let asOf: CalendarDate?

    private var made: Set<Check> = []
    private var findings: [Check: [ConformanceReport.Finding]] = [:]
    private var counts: [Entity: Int] = [:]
    private var entries: [Entry] = []
    /// More places of one check than anybody reads.
    private static let findingLimit = 1_000

    /// Makes a runner.
    public init(profile: Profile? = nil, asOf: CalendarDate? = nil) {
        self.profile = profile
        self.asOf = asOf
    }

    /// Notes that a check was made, and where it failed if it did.
    mutating func note(_ check: Check, fault: ConformanceReport.Finding? = nil) {
        made.insert(check)
        guard let fault, findings[check, default: []].count < Self.findingLimit else { return }
        findings[check, default: []].append(fault)
    }

    /// Looks at a file: one record, an array, the answer of a server's list, one record a line, or XML.
    public mutating func add(_ bytes: [UInt8], source: String) {
        do throws(MiningDocument.Fault) {
            let document = try MiningDocument(bytes)
            note(.syntax)
            for part in document.parts { add(part.node, as: part.entity, source: source, path: part.path) }
        } catch {
            note(.syntax, fault: Self.finding(of: error, in: source))
        }
    }

    private static func finding(of fault: MiningDocument.Fault, in source: String) -> ConformanceReport.Finding {
        switch fault {
        case .json(let fault):
            ConformanceReport.Finding(
                source: source,
                path: "$",
                found: .byteOfRecord(fault.offset + 1),
                expected: .json
            )
        case .xml(let fault):
            ConformanceReport.Finding(
                source: source,
                path: "/",
                found: .byteOfRecord(fault.offset + 1),
                expected: .xml
            )
        }
    }

    /// Looks at one object.
    public mutating func add(_ node: JSONNode, source: String, path: String = "$") {
        add(node, as: MiningReader.entity(of: node), source: source, path: path)
    }

    private mutating func add(_ node: JSONNode, as entity: Entity?, source: String, path: String) {
        guard let entity else {
            let found = node.members.map { members in
                RefusalText.quoted(String(members.prefix(6).map(\.name).joined(separator: ", ").prefix(80)))
            }
            return note(
                .entity,
                fault: .init(source: source, path: path, found: found ?? node.refusalText, expected: .miningRecord)
            )
        }
        note(.entity)
        counts[entity, default: 0] += 1
        let profile = profile ?? MiningReader.likelyProfile(of: node, as: entity)
        var schema = SchemaCheck(profile)
        schema.check(node, as: entity, at: path)
        made.formUnion(schema.made)
        for fault in schema.faults { note(fault, in: source) }
        guard let record = try? MiningReader(profile).read(node, as: entity).record else { return }
        var rules = RecordRules(profile, asOf: asOf)
        rules.check(record)
        made.formUnion(rules.made)
        for fault in rules.faults { note(fault.below(path), in: source) }
        entries.append(Entry(source: source, path: path, record: record))
    }

    private mutating func note(_ fault: DataFault, in source: String) {
        note(
            fault.check,
            fault: .init(source: source, path: fault.path, found: fault.found, expected: fault.expected)
        )
    }

    /// What came of everything that was handed in so far.
    public func report(level: Int) -> ConformanceReport {
        var run = self
        var rules = SetRules(entries)
        rules.run()
        run.made.formUnion(rules.made)
        for (check, finding) in rules.findings { run.note(check, fault: finding) }
        let results = Check.allCases.filter { $0.level <= level }.map { check in
            let places = run.findings[check] ?? []
            let outcome: ConformanceReport.Outcome =
                !places.isEmpty ? .fail : run.made.contains(check) ? .pass : .notApplicable
            return ConformanceReport.Result(check: check, outcome: outcome, findings: places)
        }
        return ConformanceReport(profile: profile, level: level, records: counts, results: results)
    }
}
