import Foundation
import Testing

/// The schema of goAML, and lxml, which judges by it.
enum Schema {
    static let absence: Comment =
        "../shared/vectors/sharing or lxml in .local/venv is absent: NO goAML REPORT WAS JUDGED BY THE SCHEMA"

    static let vectors: URL? = {
        var folder = Content.root
        while folder.path.count > 1 {
            folder = folder.deletingLastPathComponent()
            let place = folder.appending(path: "shared/vectors/sharing")
            if FileManager.default.fileExists(atPath: place.path) { return place }
        }
        return nil
    }()

    static let python = Content.root.appending(path: ".local/venv/bin/python").path

    static let isThere: Bool = {
        let there = vectors != nil && (try? run(["-c", "import lxml"], input: []))?.status == 0
        if !there { print(absence.rawValue) }
        return there
    }()

    private static let script = """
        import sys
        from lxml import etree
        schema = etree.XMLSchema(etree.parse(sys.argv[1]))
        tree = etree.fromstring(sys.stdin.buffer.read())
        if not schema.validate(tree):
            print("\\n".join(f"{e.line}: {e.message}" for e in schema.error_log)); sys.exit(1)
        """

    /// What the schema says against a document; empty where it is valid.
    static func faults(of xml: [UInt8]) throws -> String {
        let schema = try #require(vectors).appending(path: "goAMLSchema_5.0.2_uae_patched.xsd").path
        let (status, output) = try run(["-c", script, schema], input: xml)
        return status == 0 ? "" : output.isEmpty ? "status \(status)" : output
    }

    private static func run(_ arguments: [String], input: [UInt8]) throws -> (status: Int32, output: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "touchstone-goaml-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (source, log) = (folder.appending(path: "in"), folder.appending(path: "out"))
        try Data(input).write(to: source)
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: source)
        let handle = try FileHandle(forWritingTo: log)
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        try handle.close()
        return (process.terminationStatus, String(decoding: try Data(contentsOf: log), as: UTF8.self))
    }
}
