import Foundation

/// The files that a conformance run reads.
enum ConformanceFiles {
    private static let endings: Set<String> = ["json", "jsonl", "ndjson", "xml"]
    /// The largest file; a batch beyond it is better imported.
    private static let byteLimit = 256 << 20

    /// The files that are named, and those in the folders that are named, in order.
    static func files(in targets: [String]) throws -> [String] {
        var files: [String] = []
        for target in targets {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: target, isDirectory: &isFolder) else {
                throw CommandFailure("There is no file or folder \(target).")
            }
            guard isFolder.boolValue else {
                files.append(target)
                continue
            }
            let found = try FileManager.default.subpathsOfDirectory(atPath: target)
                .filter { endings.contains(URL(filePath: $0).pathExtension.lowercased()) }.sorted()
            files += found.map { URL(filePath: target).appending(path: $0).relativePath }
        }
        guard !files.isEmpty else {
            throw CommandFailure("There is no .json, .jsonl or .xml file in \(targets.joined(separator: ", ")).")
        }
        return files
    }

    /// The content of a file.
    static func bytes(of file: String) throws -> [UInt8] {
        do {
            let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
            guard size <= byteLimit else {
                throw CommandFailure("\(file) has \(size) bytes; a run takes files of up to \(byteLimit).")
            }
            return try Array(Data(contentsOf: URL(filePath: file)))
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure("\(file) cannot be read: \(error.localizedDescription)")
        }
    }
}
