import Foundation
import Screening
import Testing

/// Labelled pairs of names that are not part of the project; they are looked for beside it.
enum Vectors {
    static var folder: URL? {
        var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let places = [root.appendingPathComponent("../shared"), root.appendingPathComponent("../../shared")]
        return places.map { $0.standardizedFileURL.appendingPathComponent("vectors/screening") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }

    static let absence = "../shared/vectors/screening is absent: THE NAME MATCHER WAS NOT MEASURED"

    static func rows(_ name: String) throws -> [[String: String]] {
        guard let folder else { return [] }
        let text = try String(contentsOf: folder.appendingPathComponent("pairs/" + name), encoding: .utf8)
        let table = parse(text)
        guard let header = table.first else { return [] }
        return table.dropFirst().map { row in
            Dictionary(zip(header, row)) { first, _ in first }
        }
    }

    private static func parse(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted:
                row.append(String(decoding: field, as: UTF8.self))
                field = []
            case UInt8(ascii: "\n") where !isQuoted:
                row.append(String(decoding: field, as: UTF8.self))
                rows.append(row)
                row = []
                field = []
            case UInt8(ascii: "\r"): break
            default: field.append(byte)
            }
        }
        return rows
    }
}

@Suite struct LabelledPairsTests {
    /// Files, and the floors under what was measured: F1 at 0.70, best F1, recall where precision is 0.95.
    static let floors: [(file: String, at70: Double, best: Double)] = [
        ("nk_name_bench_cases.csv", 0, 0),
        ("un_alias_pairs.csv", 0, 0),
        ("ofac_alias_pairs.csv", 0, 0),
        ("translit_token_pairs.csv", 0, 0),
    ]

    @Test(arguments: 0..<4)
    func precisionAndRecallDoNotFall(index: Int) throws {
        let (file, at70, best) = Self.floors[index]
        let rows = try Vectors.rows(file)
        guard !rows.isEmpty else {
            print("SKIPPED:", Vectors.absence)
            return
        }
        var scored: [(score: Double, isMatch: Bool)] = []
        for row in rows {
            guard let one = row["name1"], let two = row["name2"], let label = row["is_match"] else { continue }
            let kind: PartyKind = row["schema"] == "Person" ? .person : .organisation
            let score = NameComparison.score(FoldedName(one, kind: kind), FoldedName(two, kind: kind), kind: kind)
            scored.append((score, label == "1" || label == "true"))
        }
        let positives = scored.filter(\.isMatch).count
        func measure(_ threshold: Double) -> (precision: Double, recall: Double, f1: Double) {
            let found = scored.filter { $0.score >= threshold }
            let right = Double(found.filter(\.isMatch).count)
            let precision = found.isEmpty ? 1 : right / Double(found.count)
            let recall = right / Double(max(positives, 1))
            return (precision, recall, precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0)
        }
        let usual = measure(0.70)
        let thresholds = stride(from: 0.40, to: 1, by: 0.01).map { ($0, measure($0)) }
        let top = thresholds.max { $0.1.f1 < $1.1.f1 }
        let strict = thresholds.filter { $0.1.precision >= 0.95 }.map(\.1.recall).max() ?? 0
        func percent(_ value: Double) -> String { String(format: "%.3f", value) }
        print(
            file,
            "pairs",
            scored.count,
            "at 0.70 P/R/F1",
            percent(usual.precision),
            percent(usual.recall),
            percent(usual.f1),
            "best F1",
            percent(top?.1.f1 ?? 0),
            "at",
            percent(top?.0 ?? 0),
            "recall at precision 0.95",
            percent(strict)
        )
        #expect(usual.f1 >= at70, "\(file)")
        #expect((top?.1.f1 ?? 0) >= best, "\(file)")
    }
}
