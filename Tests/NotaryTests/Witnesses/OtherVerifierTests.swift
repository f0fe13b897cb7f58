import Foundation
import Ledger
import LedgerStore
import Testing

/// Others who check logs: Go's own implementation from Debian, and packages of Python that `make setup` brings.
private enum Others {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let python = root.appending(path: ".local/ledger-others/bin/python").path
    static let scripts = root.appending(path: "Tests/EndToEnd/others")

    static let absence: Comment =
        "go, or .local/ledger-others, is absent (`make setup`): NOBODY ELSE CHECKED A LARGE LOG OF OURS"

    static var isPresent: Bool {
        let files = FileManager.default
        let isThere =
            files.isExecutableFile(atPath: python) && files.isExecutableFile(atPath: "/usr/bin/go")
            && files.fileExists(atPath: "/usr/share/gocode/src/golang.org/x/mod/sumdb")
        if !isThere { print(absence.rawValue) }
        return isThere
    }

    static func run(_ program: String, _ arguments: [String], in folder: URL) throws -> (status: Int32, output: String)
    {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "GO111MODULE": "off", "GOPATH": "/usr/share/gocode",
            "GOCACHE": root.appending(path: ".local/go-cache").path,
        ]
        let log = folder.appending(path: "log-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let handle = try FileHandle(forWritingTo: log)
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        try handle.close()
        return (process.terminationStatus, String(decoding: try Data(contentsOf: log), as: UTF8.self))
    }
}

@Suite("Others verify a large log of ours", .enabled(if: Others.isPresent, Others.absence))
struct OtherVerifierTests {
    @Test("Go's sumdb, aics-tlog and metamorphic-log: 66,000 entries, their roots, and that the log only grew")
    func large() throws {
        let scene = try LogAndWitnesses()
        let old = try scene.grow(to: 300)
        try Data(old.bytes).write(to: scene.folder.url.appending(path: "old"))
        try scene.grow(to: 65_536)
        try scene.grow(to: 66_000)
        let (folder, log) = (scene.folder.url, scene.folder.path("ledger"))
        let key = scene.log.verifier.text
        let source = Others.scripts.appending(path: "verify.go").path
        func expect(_ program: String, _ arguments: [String]) throws {
            let found = try Others.run(program, arguments, in: folder)
            #expect(found.status == 0, "\(program) \(arguments): \(found.output)")
        }
        try expect("/usr/bin/go", ["build", "-o", scene.folder.path("verify"), source])
        try expect(scene.folder.path("verify"), [log, key, scene.folder.path("old")])
        try expect(
            Others.python,
            [Others.scripts.appending(path: "metamorphic.py").path, log, key, "--old", scene.folder.path("old")]
        )
        try scene.folder.write("key", key + "\n")
        let common = ["--tiles", log, "--vkey-file", scene.folder.path("key")]
        try expect(
            Others.python,
            ["-m", "aics_tlog", "verify-consistency", "--old-checkpoint", scene.folder.path("old")] + common
        )
        for place in [0, 255, 256, 65_535, 65_536, 65_999] {
            try scene.folder.write("leaf", "entry \(place)")
            try expect(
                Others.python,
                ["-m", "aics_tlog", "verify-inclusion", "--leaf", scene.folder.path("leaf"), "--index", "\(place)"]
                    + common
            )
        }
    }
}
