public import Formats
import MiningData
public import Store
import UNTP

/// Writes what a store has received as records of the ICGLR standard or of UNTP, for a reader, with the list of what
/// could not be carried over.
public struct StandardExport: Sendable {
    private let source: ExportSource
    private let target: ExportTarget
    private let carriesRest: Bool
    private let isKeepingIncomplete: Bool

    /// Prepares an export.
    ///
    /// - Parameters:
    ///   - store: Where the records are.
    ///   - reader: Who gets them.
    ///   - target: What they become.
    ///   - carriesRest: Whether what the target has no term for is carried as an extension.
    ///   - isKeepingIncomplete: Whether records are written too that their standard would refuse.
    public init(
        _ store: FactStore,
        as reader: Reader,
        to target: ExportTarget,
        carryingRest carriesRest: Bool,
        keepingIncomplete isKeepingIncomplete: Bool
    ) {
        source = ExportSource(store: store, reader: reader)
        self.target = target
        self.carriesRest = carriesRest
        self.isKeepingIncomplete = isKeepingIncomplete
    }

    /// Writes the records in the order in which they were received.
    public func run(_ take: (JSONNode) throws -> Void) async throws -> ExportReport {
        let slices = try await source.slices()
        let businesses = try await businesses(in: slices)
        let converter = Converter(carryingRest: carriesRest) { businesses[$0] }
        var report = ExportReport()
        for slice in slices {
            guard let node = try await source.node(of: slice) else {
                report.losses.append(ExportLoss(record: slice.record, loss: Loss("$", .withheld)))
                continue
            }
            let conversion = convert(node, with: converter)
            report.losses += conversion.losses.map { ExportLoss(record: slice.record, loss: $0) }
            for record in conversion.records {
                report.gaps += record.gaps.map { ExportGap(record: slice.record, gap: $0) }
                guard record.gaps.isEmpty || isKeepingIncomplete else {
                    report.incomplete += 1
                    continue
                }
                try take(record.json)
                report.written += 1
            }
        }
        return report
    }

    /// What is known of businesses from the ICGLR records: their names and addresses fill the lots made of events.
    private func businesses(in slices: [ExportSource.Slice]) async throws -> [String: BusinessEntity] {
        guard case .icglr = target else { return [:] }
        var found: [String: BusinessEntity] = [:]
        for slice in slices {
            guard let node = try await source.node(of: slice), let record = try? MiningReader().read(node).record else {
                continue
            }
            for business in Self.businesses(in: record) { found[business.identifier] = business }
        }
        return found
    }

    private static func businesses(in record: MiningRecord) -> [BusinessEntity] {
        switch record {
        case .lot(let lot): [lot.creator, lot.recipient, lot.tag?.issuer].compactMap(\.self)
        case .mineSite(let site): [site.owner] + (site.operators ?? []) + site.licences.compactMap(\.owner)
        case .exportCertificate(let certificate): [certificate.exporter, certificate.importer]
        case .tag(let tag): [tag.issuer]
        case .tax: []
        }
    }

    // MARK: One record

    private func convert(_ node: JSONNode, with converter: Converter) -> Conversion {
        if let entity = MiningReader.entity(of: node) { return convert(node, entity, with: converter) }
        if TransparencyReader.isRecognised(node) { return convert(untp: node, with: converter) }
        return converter.convert(node, from: .epcis, to: target.standard)
    }

    private func convert(_ node: JSONNode, _ entity: Entity, with converter: Converter) -> Conversion {
        guard let (record, profile) = try? MiningReader().read(node) else {
            return Conversion(records: [], losses: [Loss("$", .noCounterpart)])
        }
        if case .icglr(let wanted) = target {
            let json = profile == wanted ? node : record.json(wanted)
            let gaps = MiningReader.faults(of: json, as: entity, wanted)
                .map { Conversion.Gap(path: $0.path, expected: $0.expected) }
            return Conversion(records: [.init(json: json, gaps: gaps)], losses: [])
        }
        guard entity == .lot else { return Conversion(records: [], losses: [Loss("$", .noCounterpart)]) }
        return converter.convert(node, from: .icglr(profile), to: .untp)
    }

    /// A credential, or a record that stands alone: as it came for UNTP, its events one by one for the ICGLR.
    private func convert(untp node: JSONNode, with converter: Converter) -> Conversion {
        guard case .icglr = target else { return Conversion(records: [.init(json: node, gaps: [])], losses: []) }
        guard node["credentialSubject"] != nil else { return converter.convert(node, from: .untp, to: target.standard) }
        let subjects = node["credentialSubject"]?.elements ?? [node["credentialSubject"]].compactMap(\.self)
        let isList = node["credentialSubject"]?.elements != nil
        var records: [Conversion.Record] = []
        // The envelope with its signature is about the credential, not about a lot.
        var losses = (node.members ?? []).filter { $0.name != "credentialSubject" }.map {
            Loss("$.\($0.name)", .noTerm)
        }
        for (index, subject) in subjects.enumerated() {
            let converted = converter.convert(subject, from: .untp, to: target.standard)
            records += converted.records
            let place = isList ? "$.credentialSubject[\(index)]" : "$.credentialSubject"
            losses += converted.losses.map { Loss(place + $0.path.dropFirst(), $0.reason) }
        }
        return Conversion(records: records, losses: losses)
    }
}
