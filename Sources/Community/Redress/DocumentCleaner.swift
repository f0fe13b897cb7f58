import Formats
import Foundation
import Store

/// Takes out of a PDF what tells who made it, when and with what, with Debian's `qpdf` in a process of its own.
///
/// The file is written anew from what its pages lead to (ISO 32000-1): without the document information dictionary (14.3.3),
/// without metadata streams (14.3.2), without what programs keep for themselves (14.5) and the identifier, and without what
/// earlier saves left behind. What the pages show, what people wrote into notes on them, files within the file and what
/// pictures in it carry stay as they are.
public struct DocumentCleaner: Sendable {
    /// What became of a PDF.
    public enum Outcome: Sendable, Hashable {
        /// It was written anew: its bytes.
        case cleaned([UInt8])
        /// There is no program here that can do it.
        case noProgram
        /// It is damaged, or opens with a password alone.
        case refused
    }

    private let program: String?
    private static let guardian = "/usr/bin/prlimit"
    private static let dropped: Set<String> = ["/Metadata", "/PieceInfo", "/LastModified"]

    /// Uses a program, or the one that is installed.
    public init(program: String? = "/usr/bin/qpdf") {
        let isThere = [program, Self.guardian].allSatisfy { path in
            path.map(FileManager.default.isExecutableFile(atPath:)) ?? false
        }
        self.program = isThere ? program : nil
    }

    /// Cleans a PDF.
    public func clean(_ bytes: [UInt8]) async throws -> Outcome {
        guard let program else { return .noProgram }
        let folder = Self.place.appending(path: "touchstone-paper-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let (source, objects) = (folder.appending(path: "in.pdf"), folder.appending(path: "objects.json"))
        let (changes, target) = (folder.appending(path: "changes.json"), folder.appending(path: "out.pdf"))
        try Data(bytes).write(to: source)
        let listed = try await run(
            program,
            [source.path, "--json=2", "--json-key=qpdf", "--json-stream-data=none", objects.path],
            in: folder
        )
        guard listed, let text = try? Data(contentsOf: objects), let update = Self.changes(of: Array(text)) else {
            return .refused
        }
        try Data(update).write(to: changes)
        let written = try await run(
            program,
            [source.path, "--decrypt", "--update-from-json=\(changes.path)", "--deterministic-id", target.path],
            in: folder
        )
        guard written, let cleaned = try? Data(contentsOf: target), cleaned.starts(with: Array("%PDF-".utf8)) else {
            return .refused
        }
        return .cleaned(Array(cleaned))
    }

    /// In memory where the system has room there: what is sealed on the disk should not lie beside it for a moment.
    private static var place: URL {
        let memory = "/dev/shm"
        return FileManager.default.isWritableFile(atPath: memory)
            ? URL(fileURLWithPath: memory, isDirectory: true) : FileManager.default.temporaryDirectory
    }

    // MARK: Objects

    /// What is to be changed in a file, from all of its objects: nil if these are none.
    static func changes(of objects: [UInt8]) -> [UInt8]? {
        guard let node = try? JSONNode(parsing: objects), let parts = node["qpdf"]?.elements, parts.count == 2,
            let all = parts[1].members, all.contains(where: { $0.name == "trailer" })
        else { return nil }
        let changed = all.compactMap { member -> JSONNode.Member? in
            if member.name == "trailer" { return trailer(member) }
            let cleaned = without(member.value)
            return cleaned == member.value ? nil : .init(member.name, cleaned)
        }
        return JSONNode.object([.init("qpdf", .array([parts[0], .object(changed)]))]).bytes()
    }

    /// Of what a file begins from, the root of its pages alone.
    private static func trailer(_ member: JSONNode.Member) -> JSONNode.Member {
        let kept = (member.value["value"]?.members ?? []).filter { ["/Root", "/Size"].contains($0.name) }
        return .init(member.name, .object([.init("value", .object(kept))]))
    }

    private static func without(_ node: JSONNode) -> JSONNode {
        if let members = node.members {
            return .object(members.filter { !dropped.contains($0.name) }.map { .init($0.name, without($0.value)) })
        }
        return node.elements.map { .array($0.map(without)) } ?? node
    }

    // MARK: The program

    /// Runs it within bounds of memory, time and what it writes.
    ///
    /// - Returns: Whether it did its work; remarks about small faults do not count.
    private func run(_ program: String, _ arguments: [String], in folder: URL) async throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.guardian)
        process.arguments = ["--as=1073741824", "--cpu=30", "--fsize=134217728", "--", program] + arguments
        process.currentDirectoryURL = folder
        process.environment = ["LC_ALL": "C.UTF-8", "TMPDIR": folder.path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Bool, any Error>) in
            process.terminationHandler = { ended in
                // 3: it warns of something that it has mended.
                let isDone = ended.terminationReason == .exit && [0, 3].contains(ended.terminationStatus)
                continuation.resume(returning: isDone)
            }
            do { try process.run() } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }
}
