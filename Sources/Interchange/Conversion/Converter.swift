public import Formats
public import MiningData
import UNTP
import Vocabulary

/// Converts events of custody among EPCIS 2.0, ICGLR lots and UNTP 0.7 events.
///
/// What the other standard has a term for goes into that term. The rest is carried beside it as an extension, which all
/// three allow, so that converting back gives what there was; or, where no extension is wanted, it is named as lost.
public struct Converter: Sendable {
    /// Whether what has no term is carried as an extension.
    public let carriesRest: Bool
    /// Finds what is known of a business by its identifier: an ICGLR lot needs names and addresses.
    private let business: @Sendable (String) -> BusinessEntity?

    /// Makes a converter.
    public init(
        carryingRest carriesRest: Bool = true,
        business: @escaping @Sendable (String) -> BusinessEntity? = { _ in nil }
    ) {
        self.carriesRest = carriesRest
        self.business = business
    }

    /// Converts a record.
    public func convert(_ node: JSONNode, from source: Standard, to target: Standard) -> Conversion {
        guard source != target else { return Conversion(records: [record(node, target)], losses: []) }
        guard let movement = Self.read(node, source) else {
            return Conversion(records: [], losses: [Loss("$", .noCounterpart)])
        }
        var outputs = Self.write(movement, target)
        guard !outputs.isEmpty else { return Conversion(records: [], losses: [Loss("$", .noCounterpart)]) }
        // What an earlier conversion carried for this standard is put back first: it says more than we can make.
        if let carried = Residue(node[target.carrier]) {
            outputs = [carried.restored(in: outputs[0])]
        }
        outputs = outputs.map { completed($0, target) }
        let own = Self.withoutCarriers(node)
        var losses: [Loss] = []
        if carriesRest {
            let originals = [(source, own)] + Self.carriedOriginals(in: node, movement, except: [source, target])
            for (standard, original) in originals {
                let back = Self.read(outputs[0], target).flatMap { Self.write($0, standard).first }
                let residue = Residue(of: original, comingBackAs: back ?? .object([]))
                if !residue.isEmpty { outputs[0] = Self.carrying(residue, for: standard, in: outputs[0]) }
            }
        } else {
            outputs = outputs.map(Self.plain)
            let back = Self.read(outputs[0], target).flatMap { Self.write($0, source).first }
            losses = Residue.losses(of: own, comingBackAs: back ?? .object([]))
        }
        losses += outputs.indices.dropFirst().map { Loss(Self.path(ofThing: $0, in: node, source), .split) }
        return Conversion(records: outputs.map { record($0, target) }, losses: losses)
    }

    /// What a record was in the standards that it went through before, as far as it carries that.
    private static func carriedOriginals(
        in node: JSONNode,
        _ movement: Movement,
        except known: [Standard]
    ) -> [(Standard, JSONNode)] {
        Standard.all.filter { !known.contains($0) }.compactMap { standard in
            guard let residue = Residue(node[standard.carrier]), let form = write(movement, standard).first else {
                return nil
            }
            return (standard, residue.restored(in: form))
        }
    }

    private static func withoutCarriers(_ node: JSONNode) -> JSONNode {
        .object((node.members ?? []).filter { !Standard.carriers.contains($0.name) })
    }

    // MARK: The three forms

    private static func read(_ node: JSONNode, _ standard: Standard) -> Movement? {
        switch standard {
        case .epcis: EventForm.read(node)
        case .icglr(let profile): LotForm.read(node, profile)
        case .untp: TraceForm.read(node)
        }
    }

    private static func write(_ movement: Movement, _ standard: Standard) -> [JSONNode] {
        switch standard {
        case .epcis: [EventForm.write(movement)]
        case .icglr(let profile): LotForm.write(movement, profile)
        case .untp: [TraceForm.write(movement)]
        }
    }

    private static func carrying(_ residue: Residue, for source: Standard, in node: JSONNode) -> JSONNode {
        let others = (node.members ?? []).filter { $0.name != source.carrier }
        return .object(others + [.init(source.carrier, residue.json)])
    }

    /// A record without any extension of ours.
    private static func plain(_ node: JSONNode) -> JSONNode {
        switch node {
        case .object(let members):
            // Only a lot of the ICGLR has the second term.
            .object(
                members.filter { !Standard.carriers.contains($0.name) && $0.name != InputLot.consumedTerm }
                    .map { .init($0.name, plain($0.value)) }
            )
        case .array(let elements): .array(elements.map(plain))
        default: node
        }
    }

    private static func path(ofThing index: Int, in node: JSONNode, _ standard: Standard) -> String {
        let names = ["outputQuantityList", "quantityList", "outputProduct", "movedProduct", "modifiedProduct"]
        return "$.\(names.first { node[$0] != nil } ?? "things")[\(index)]"
    }

    // MARK: What the target asks for

    /// A lot whose parties are known by identifier alone, filled in with what is known of them.
    private func completed(_ node: JSONNode, _ target: Standard) -> JSONNode {
        guard case .icglr(let profile) = target, let members = node.members else { return node }
        return .object(
            members.map { member in
                guard member.name == "creator" || member.name == "recipient", member.value.members?.count == 1,
                    let id = member.value["identifier"]?.string, let found = business(id)
                else { return member }
                return .init(member.name, found.json(profile))
            }
        )
    }

    private func record(_ node: JSONNode, _ target: Standard) -> Conversion.Record {
        var gaps: [Conversion.Gap] = []
        switch target {
        case .epcis: break
        case .icglr(let profile):
            gaps = MiningReader.faults(of: node, as: .lot, profile).map { .init(path: $0.path, expected: $0.expected) }
        case .untp:
            do throws(RecordFaults) { _ = try TransparencyReader().read(node) } catch {
                gaps = error.faults.map { .init(path: $0.path, expected: $0.expected) }
            }
        }
        return Conversion.Record(json: node, gaps: gaps)
    }
}
