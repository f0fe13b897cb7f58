import Formats
import LedgerStore
import Notary

/// The command `touchstone verify`: files one after another, folders with everything below them.
///
/// A file that is wrong, or cannot be read, keeps nobody from looking at the rest.
public struct VerifyRun {
    private let options: VerifyOptions
    private let question: VerifyQuestion
    private let texts: Texts
    private var counts: [VerificationReport.Verdict: Int] = [:]
    /// How many files below folders are nothing that is known.
    private var passedOver = 0
    private var output: [UInt8] = []
    private let isMany: Bool
    /// Told how many files were read, for whoever draws progress.
    private let progress: @Sendable (Int) -> Void
    /// Told before the answer is written, so that what is drawn is taken away.
    private let pause: @Sendable () -> Void

    /// Prepares a run.
    ///
    /// - Throws: ``VerifyRefusal`` if a file that says whom to trust, or another that belongs to the question, cannot be
    ///   used.
    public init(
        _ options: VerifyOptions,
        progress: @escaping @Sendable (Int) -> Void = { _ in },
        pause: @escaping @Sendable () -> Void = {}
    ) throws(VerifyRefusal) {
        self.options = options
        self.progress = progress
        self.pause = pause
        texts = Texts(options.language, home: FileReading.home())
        question = try VerifyQuestion(options, texts)
        isMany = options.paths.count > 1 || options.paths.contains { FileReading.kind(of: $0) == .folder }
    }

    /// Looks at everything and writes the answer to standard output.
    public mutating func run() -> VerifyStatus {
        for path in options.paths { look(at: path) }
        if isMany { writeSummary() }
        flush(isLast: true)
        if counts[.failed, default: 0] > 0 { return .failed }
        if counts[.unreadable, default: 0] > 0 || counts.isEmpty { return .unreadable }
        return counts[.unvouched, default: 0] > 0 ? .unvouched : .verified
    }

    private mutating func look(at path: String) {
        switch FileReading.kind(of: path) {
        case .file: file(path, isNamed: true)
        case .nothing: note(path, .unreadable)
        case .folder:
            guard FileReading.names(in: path) != nil else {
                note(path, .unreadable)
                return
            }
            folder(path)
        }
    }

    private mutating func folder(_ path: String) {
        let name = path.utf8.last == UInt8(ascii: "/") && path.utf8.count > 1 ? String(path.dropLast()) : path
        if let files = try? MirrorFiles(folder: name, progress: progress), LogFolderCheck<MirrorFiles>.isLog(files) {
            note(name, LogFolderCheck(files, trust: question.trust).report())
            return
        }
        guard let names = FileReading.names(in: name) else {
            note(name, .unreadable)
            return
        }
        for each in names {
            let below = "\(name)/\(each)"
            switch FileReading.kind(of: below) {
            // A link to a folder could lead in a circle.
            case .folder where !FileReading.isLink(below): folder(below)
            case .file: file(below, isNamed: false)
            default: continue
            }
        }
    }

    private mutating func file(_ path: String, isNamed: Bool) {
        guard let bytes = FileReading.bytes(path) else {
            note(path, .unreadable)
            return
        }
        progress(counts.values.reduce(passedOver, +) + 1)
        guard isNamed || FileCheck.kind(of: bytes) != .other else {
            passedOver += 1
            return
        }
        var check = question.check
        // A store keeps what was stamped beside the stamp.
        if check.data == nil, path.hasSuffix(".tsr") {
            check.data = FileReading.bytes("\(path.dropLast(4)).checkpoint")
        }
        if FileCheck.kind(of: bytes) == .credential { CredentialFiles.add(beside: path, to: &check) }
        note(path, check.report(on: bytes))
    }

    private mutating func note(_ path: String, _ report: VerificationReport) {
        counts[report.verdict, default: 0] += 1
        let writer = ReportWriter(texts: texts, isBrief: isMany)
        switch options.format {
        case .text: output += writer.text(of: report, path: path).utf8
        case .json: output += writer.json(of: report, path: path).bytes() + [0x0A]
        }
        flush(isLast: false)
    }

    private mutating func writeSummary() {
        let total = counts.values.reduce(0, +)
        let order: [VerificationReport.Verdict] = [.verified, .unvouched, .failed, .unreadable]
        switch options.format {
        case .text:
            if total == 0 { output += "\(texts("verify.summary.nothing"))\n".utf8 }
            let parts = order.filter { counts[$0] != nil }.map {
                texts("verify.summary.\($0.rawValue)", [("count", String(counts[$0, default: 0]))])
            }
            if !parts.isEmpty { output += (parts.joined(separator: " ") + "\n").utf8 }
            if passedOver > 0 {
                output += (texts("verify.summary.passed_over", [("count", String(passedOver))]) + "\n").utf8
            }
        case .json:
            var members = order.map { JSONNode.Member($0.rawValue, .integer(counts[$0, default: 0])) }
            members.append(.init("passedOver", .integer(passedOver)))
            output += JSONNode.object([.init("summary", .object(members))]).bytes() + [0x0A]
        }
    }

    private mutating func flush(isLast: Bool) {
        guard isLast || output.count >= 1 << 16 else { return }
        pause()
        FileReading.write(output, to: 1)
        output.removeAll(keepingCapacity: true)
    }
}
