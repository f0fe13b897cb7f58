import Formats
import Programs

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
        /// It is damaged, opens with a password alone, or takes more memory or time than there is for it.
        case refused
    }

    private let program: String?
    private static let dropped: Set<String> = ["/Metadata", "/PieceInfo", "/LastModified"]

    /// Uses a program, or the one that is installed.
    public init(program: String? = "/usr/bin/qpdf") {
        self.program = program.flatMap { Program.isInstalled($0) ? $0 : nil }
    }

    /// Cleans a PDF.
    ///
    /// - Throws: ``ProgramFault`` where the machine is at fault and not the PDF.
    public func clean(_ bytes: [UInt8]) async throws -> Outcome {
        guard let program else { return .noProgram }
        let folder = try PrivateFolder("paper")
        defer { folder.remove() }
        try folder.write(bytes, to: Self.source)
        guard try await did(Self.listing(program, folder), in: folder) else { return .refused }
        guard let objects = folder.read(Self.objects), let changes = Self.changes(of: objects) else { return .refused }
        try folder.write(changes, to: Self.update)
        guard try await did(Self.rewriting(program, folder), in: folder) else { return .refused }
        guard let cleaned = folder.read(Self.target), cleaned.starts(with: Array("%PDF-".utf8)) else { return .refused }
        return .cleaned(cleaned)
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

    private static let (source, objects, update, target) = ("in.pdf", "objects.json", "changes.json", "out.pdf")

    private static func listing(_ program: String, _ folder: PrivateFolder) -> Program {
        let words = ["--json=2", "--json-key=qpdf", "--json-stream-data=none"]
        return made(program, [folder.path(of: source)] + words + [folder.path(of: objects)], folder)
    }

    private static func rewriting(_ program: String, _ folder: PrivateFolder) -> Program {
        let words = ["--decrypt", "--update-from-json=\(folder.path(of: update))", "--deterministic-id"]
        return made(program, [folder.path(of: source)] + words + [folder.path(of: target)], folder)
    }

    private static func made(_ program: String, _ arguments: [String], _ folder: PrivateFolder) -> Program {
        Program(
            program,
            arguments,
            within: ProgramBounds(seconds: 60, processorSeconds: 30),
            environment: ["LC_ALL": "C.UTF-8", "TMPDIR": folder.path],
            // 3: it warns of something that it has mended.
            accepting: [0, 3]
        )
    }

    /// Whether the program did its work; that it did not is the PDF's fault, unless it is the machine's.
    private func did(_ program: Program, in folder: PrivateFolder) async throws(ProgramFault) -> Bool {
        do throws(ProgramFault) {
            _ = try await program.run(in: folder)
            return true
        } catch {
            guard !error.isOfMachine else { throw error }
            return false
        }
    }
}
