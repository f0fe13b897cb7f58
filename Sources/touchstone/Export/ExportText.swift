import Formats
import Interchange
import Web

/// What an export left behind, as a person or a program reads it.
struct ExportText {
    private let report: ExportReport
    private let words: Words

    init(_ report: ExportReport, _ words: Words) {
        self.report = report
        self.words = words
    }

    /// One line for a person.
    var summary: String {
        words(
            "interchange.summary",
            [
                "written": NumberText.grouped(report.written), "incomplete": NumberText.grouped(report.incomplete),
                "losses": NumberText.grouped(report.losses.count),
            ]
        )
    }

    /// The whole list.
    var json: JSONNode {
        .object([
            .init("written", .integer(report.written)),
            .init("incomplete", .integer(report.incomplete)),
            .init(
                "losses",
                .array(
                    report.losses.map { item in
                        .object([
                            .init("record", .integer(Int(item.record))),
                            .init("path", .string(item.loss.path)),
                            .init("reason", .string(item.loss.reason.rawValue)),
                            .init("text", .string(words(item.loss.reason.messageKey))),
                        ])
                    }
                )
            ),
            .init(
                "gaps",
                .array(
                    report.gaps.map { item in
                        .object([
                            .init("record", .integer(Int(item.record))),
                            .init("path", .string(item.gap.path)),
                            .init("expected", .string(words(item.gap.expected))),
                        ])
                    }
                )
            ),
        ])
    }
}
