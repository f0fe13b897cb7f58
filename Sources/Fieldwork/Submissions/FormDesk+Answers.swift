public import Forms
public import Store
import Vocabulary

/// A submission as somebody reads it.
public struct AnswerSheet: Sendable {
    /// The submission.
    public let submission: FieldSubmission
    /// The form, in the version that was answered.
    public let definition: FormDefinition
    /// The questions that counted, with what was answered.
    public let questions: [AnsweredQuestion]
    /// Where it does not fit the form.
    public let disagreements: [Disagreement]
    /// The files that it names.
    public let files: [FieldSubmissionFile]
    /// The answers byte for byte.
    public let xml: [UInt8]
}

/// The cases of a study side by side.
public struct CaseTable: Sendable, Hashable {
    /// A question over all cases.
    public struct Line: Sendable, Hashable {
        /// Its path in the first case that has it.
        public let path: String
        /// What was asked.
        public let label: String
        /// The answer of each case, in their order; nil where it is not known.
        public let answers: [String?]
        /// In how many cases it is not known.
        public var unknown: Int { answers.count { $0 == nil } }
    }

    /// The submissions that are the cases.
    public let cases: [FieldSubmission]
    /// The questions.
    public let lines: [Line]
    /// How many answers each case lacks, in their order.
    public var unknown: [Int] { cases.indices.map { place in lines.count { $0.answers[place] == nil } } }
}

extension FormDesk {
    /// A submission by its questions, in a language of the form if it has it; the trail says who read it.
    ///
    /// - Parameter language: A tag such as `pt`.
    /// - Returns: Nil if the reader sees none of that number.
    public func sheet(of submission: Int64, as reader: Reader, language: String) async throws -> AnswerSheet? {
        guard let found = try await store.openSubmission(submission, as: reader),
            let definition = try await definition(version: found.submission.version, as: reader),
            let moment = Self.moment(found.submission)
        else { return nil }
        let report = try SubmissionReport(xml: found.xml, form: definition, received: moment)
        let questions = try SubmissionReport.questions(
            in: found.xml,
            of: definition,
            received: moment,
            language: definition.language(tagged: language)
        )
        return AnswerSheet(
            submission: found.submission,
            definition: definition,
            questions: questions,
            disagreements: report.disagreements,
            files: found.files,
            xml: found.xml
        )
    }

    /// When a submission came; the first of its day where no more is known.
    static func moment(_ submission: FieldSubmission) -> UTCInstant? {
        let text = submission.receivedAt.utf8.count == 10 ? "\(submission.receivedAt)T00:00:00Z" : submission.receivedAt
        return try? UTCInstant(text)
    }

    /// So many cases stand side by side.
    public static let mostCases = 40

    /// The oldest submissions of a form side by side, in a language of the form if it has it.
    public func cases(of form: Int64, as reader: Reader, language: String) async throws -> CaseTable {
        let answers = try await store.answers(to: form, as: reader, noting: "submissions-compared").prefix(
            Self.mostCases
        )
        var order: [String] = []
        var labels: [String: String] = [:]
        var found: [[String: String]] = []
        for (submission, xml) in answers {
            var own: [String: String] = [:]
            if let definition = try await definition(version: submission.version, as: reader),
                let moment = Self.moment(submission)
            {
                let questions = try? SubmissionReport.questions(
                    in: xml,
                    of: definition,
                    received: moment,
                    language: definition.language(tagged: language)
                )
                for question in questions ?? [] {
                    if labels[question.path] == nil {
                        order.append(question.path)
                        labels[question.path] = question.label.isEmpty ? question.path : question.label
                    }
                    let shown = question.choices.isEmpty ? question.value : question.choices.joined(separator: ", ")
                    if !question.value.isEmpty { own[question.path] = shown }
                }
            }
            found.append(own)
        }
        return CaseTable(
            cases: answers.map { $0.submission },
            lines: order.map { path in
                CaseTable.Line(path: path, label: labels[path] ?? path, answers: found.map { $0[path] })
            }
        )
    }
}
