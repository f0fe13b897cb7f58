import Foundation

/// Documents and identifiers of others that are not part of the project; they are looked for beside it.
enum SharedVectors {
    static var folder: URL? {
        var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let places = [root.appendingPathComponent("../shared"), root.appendingPathComponent("../../shared")]
        return places.map { $0.standardizedFileURL.appendingPathComponent("vectors/traceability") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }

    static let absence =
        "../shared/vectors/traceability is absent: EPCIS WAS NOT CHECKED AGAINST THE DOCUMENTS OF OTHERS"

    static func bytes(_ path: String) throws -> [UInt8] {
        guard let folder else { return [] }
        return Array(try Data(contentsOf: folder.appendingPathComponent(path)))
    }

    /// The files below a folder whose names end so, as paths from ``folder``, in order.
    static func files(below path: String, ending suffixes: [String]) -> [String] {
        guard let folder,
            let all = FileManager.default.enumerator(atPath: folder.appendingPathComponent(path).path)
        else { return [] }
        return all.compactMap { $0 as? String }
            .filter { name in suffixes.contains { name.hasSuffix($0) } }
            .map { "\(path)/\($0)" }
            .sorted()
    }
}
