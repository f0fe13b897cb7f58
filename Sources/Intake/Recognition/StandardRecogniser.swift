import Formats
import MiningData
import UNTP

/// Tells files of the ICGLR mining data standard and of the UN Transparency Protocol by the terms of their records.
enum StandardRecogniser {
    /// How many records of a file are looked at: the first ones may be the faulty ones.
    private static let trials = 20

    /// The plan for a JSON file; nil if it is of neither standard.
    ///
    /// - Parameter kind: What the sender says that it holds.
    static func plan(_ sample: [UInt8], _ isWhole: Bool, kind: String?) -> ImportPlan? {
        let start = ByteOrderMark.length(in: sample.span)
        if let (nodes, count) = lines(of: sample, from: start, isWhole), let family = family(of: nodes, kind) {
            return ImportPlan(form: family(count == 1 && isWhole ? .whole : .lines))
        }
        if isWhole, let node = try? JSONNode(parsing: Array(sample[start...])), case .object = node,
            node["data"]?.elements == nil || MiningReader.entity(of: node) != nil
        {
            return family(of: [node], kind).map { ImportPlan(form: $0(.whole)) }
        }
        var scanner = JSONElementScanner(targets: JSONPaths.records)
        var nodes: [JSONNode] = []
        var from = start
        while nodes.count < trials,
            case .record(let range, let next) = scanner.next(in: sample.span, from: from, isLast: isWhole)
        {
            if let node = try? JSONNode(parsing: sample.span.copy(range)) { nodes.append(node) }
            from = next
        }
        if let family = family(of: nodes, nodes.isEmpty ? nil : kind) { return ImportPlan(form: family(.elements)) }
        // One object that is longer than the sample: its name has to be said.
        guard let kind, let family = family(of: [], kind) else { return nil }
        return ImportPlan(form: family(sample[start...].first { $0 > 0x20 } == UInt8(ascii: "{") ? .whole : .elements))
    }

    /// The plan for an XML file; nil if it is no batch of the ICGLR standard.
    static func plan(xml sample: [UInt8], _ isWhole: Bool) -> ImportPlan? {
        var scanner = XMLElementScanner(names: MiningXML.recordNames)
        let scan = scanner.next(in: sample.span, from: 0, isLast: isWhole, isFull: true)
        if case .fault(let fault, _, _) = scan, fault.reason == .doctypeRefused { return nil }
        guard let root = scanner.rootName, root == MiningXML.batchName || MiningXML.recordNames.contains(root) else {
            return nil
        }
        return ImportPlan(form: .icglrXML)
    }

    /// The first values of a file with one value a line, and how many lines there are; nil if its first line is none.
    private static func lines(
        of sample: [UInt8],
        from start: Int,
        _ isWhole: Bool
    ) -> (nodes: [JSONNode], count: Int)? {
        var scanner = LineScanner()
        var nodes: [JSONNode] = []
        var from = start
        var count = 0
        while count < trials,
            case .record(let range, let next) = scanner.next(in: sample.span, from: from, isLast: isWhole)
        {
            let node = try? JSONNode(parsing: sample.span.copy(range))
            if count == 0, node?.members == nil { return nil }
            if let node { nodes.append(node) }
            count += 1
            from = next
        }
        return nodes.isEmpty ? nil : (nodes, count)
    }

    private static func family(
        of nodes: [JSONNode],
        _ kind: String?
    ) -> ((ImportPlan.Layout) -> ImportPlan.Form)? {
        if kind == "icglr" || nodes.contains(where: { MiningReader.entity(of: $0) != nil }) { return { .icglr($0) } }
        if kind == "untp" || nodes.contains(where: { TransparencyReader.isRecognised($0) }) { return { .untp($0) } }
        return nil
    }
}
