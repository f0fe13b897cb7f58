internal import Crypto
internal import Formats
internal import Forms
internal import Hummingbird

/// What a step of a form brought: its fields, and on the last page its files, all of it in memory and nowhere else.
struct FillBody: Sendable {
    let fields: QueryString
    /// By their numbers on the page.
    let files: [Int: PartsReader.Part]

    static func read(_ request: Request, pairs: Int, within budget: BodyBudget) async throws -> FillBody {
        guard request.headers[.contentType]?.lowercased().hasPrefix("multipart/form-data") == true else {
            return FillBody(fields: try await FormBody.read(request, pairs: pairs), files: [:])
        }
        let parts = try await PartsReader(limit: ReportBody.limit, share: BodyBudget.Share(of: budget)).read(request)
        guard parts.allSatisfy({ $0.fileName != nil || $0.bytes.count <= FormBody.limit }) else {
            throw SiteError(.tooLarge)
        }
        var files: [Int: PartsReader.Part] = [:]
        // A field of files in which nothing was chosen comes as a file without bytes.
        for part in parts where part.fileName != nil && !part.bytes.isEmpty && part.name.hasPrefix("file") {
            if let number = Int(part.name.dropFirst(4)) { files[number] = part }
        }
        return FillBody(fields: parts.fields, files: files)
    }
}

/// The questions of a form that ask for files, on the page before sending: what was chosen on an earlier page would be lost
/// by the next.
struct FillFiles {
    /// A file that was chosen.
    struct Taken {
        let path: String
        let name: String
        let bytes: [UInt8]
    }

    private struct Question {
        let path: String
        let label: String
        let mediaType: String
        let isRequired: Bool
    }

    private let questions: [Question]

    /// Where the questions stand.
    var paths: Set<String> { Set(questions.map(\.path)) }

    /// Those that count now.
    init(_ session: FormSession, in language: String?) throws(SessionFault) {
        var found: [Question] = []
        for step in try FillStep.all(session, in: language) {
            for block in step.blocks {
                guard case .question(let question, let path) = block, case .upload(let type) = question.kind else {
                    continue
                }
                let standing = try session.standing(at: path)
                guard !standing.isReadonly else { continue }
                let label = try session.label(at: path, in: language) ?? ""
                found.append(
                    Question(path: path, label: label, mediaType: type, isRequired: standing.isRequired)
                )
            }
        }
        questions = found
    }

    /// Answers the questions with the files that were chosen; their names follow from their bytes, so that sending twice
    /// is one.
    func take(_ files: [Int: PartsReader.Part], _ session: FormSession) throws(SessionFault) -> [Taken] {
        var taken: [Taken] = []
        for (number, question) in questions.enumerated() {
            guard let file = files[number] else { continue }
            let name = "\(number + 1)-" + Self.name(of: file)
            guard try session.answer(question.path, name) == .accepted else { continue }
            taken.append(Taken(path: question.path, name: name, bytes: file.bytes))
        }
        return taken
    }

    private static func name(of file: PartsReader.Part) -> String {
        let digest = Hexadecimal.text(Array(SHA256.hash(data: file.bytes).prefix(6)))
        let ending = (file.fileName ?? "").split(separator: ".").last.map { $0.lowercased() } ?? ""
        let isPlain = (1...5).contains(ending.utf8.count) && ending.utf8.allSatisfy { $0.isLetterOrDigit }
        return isPlain ? "\(digest).\(ending)" : digest
    }

    func write(_ words: Words, to h: inout HTML) {
        h(.p, .class("quiet"), text: words("fill.files_about"))
        for (number, question) in questions.enumerated() {
            let more = question.isRequired ? " (\(words("fill.required")))" : ""
            h(.label, .for("file\(number)")) { h in h(.bdi, text: question.label + more) }
            h(
                .input,
                .type("file"),
                .id("file\(number)"),
                .name("file\(number)"),
                Attribute("accept", question.mediaType)
            )
        }
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }
}
