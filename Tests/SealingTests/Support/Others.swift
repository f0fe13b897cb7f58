import Foundation
import Testing

/// Other implementations of HPKE that open what we seal and seal what we open.
enum Others {
    static let python = Lists.root.appending(path: ".local/venv/bin/python").path
    static let scripts = Lists.root.appending(path: "Tests/EndToEnd/others")
    static let node = ["/usr/bin/node", "/usr/local/bin/node"].first { FileManager.default.isExecutableFile(atPath: $0) }

    static let noPython: Comment =
        "pyca/cryptography with HPKE is absent from .local/venv (`make setup`): NOBODY ELSE OPENED AN ENVELOPE OF OURS"
    static let noNode: Comment = "node is absent: NO WEB CRYPTO OPENED AN ENVELOPE OF OURS"

    static let hasPython: Bool = {
        let command = "import cryptography.hazmat.primitives.hpke"
        let isThere = (try? run(python, ["-c", command]))?.status == 0
        if !isThere { print(noPython.rawValue) }
        return isThere
    }()

    static let hasNode: Bool = {
        if node == nil { print(noNode.rawValue) }
        return node != nil
    }()

    static func python(_ script: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        try run(python, [scripts.appending(path: script).path] + arguments)
    }

    static func node(_ script: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        try run(try #require(node), [scripts.appending(path: script).path] + arguments)
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let log = FileManager.default.temporaryDirectory.appending(path: "touchstone-log-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: log) }
        let handle = try FileHandle(forWritingTo: log)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        try handle.close()
        let output = String(decoding: try Data(contentsOf: log), as: UTF8.self)
        return (process.terminationStatus, output.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
