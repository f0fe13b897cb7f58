internal import Foundation
internal import Ledger
internal import Notary

/// Who has signed the log besides itself, and how fresh that is.
struct LedgerWitnesses {
    let visit: Visit
    let reader: LedgerReader
    /// How many entries the log has now.
    let size: UInt64

    private struct Line {
        let name: String
        /// The size that it signed; nil for none.
        let size: UInt64?
        let time: UInt64?
    }

    func write(to h: inout HTML) {
        let words = visit.words
        let witnessed = reader.witnessed.flatMap { try? reader.verified($0) }
        let lines = reader.policy.witnesses.map { witness in
            let signature = witnessed?.witnesses.first { $0.key == witness.key }
            return Line(
                name: "\(witness.key.name)",
                size: signature == nil ? nil : witnessed?.checkpoint.size,
                time: signature?.time
            )
        }
        let stamped = (try? reader.stampedSizes())?.last
        h(.section, .class("panel"), .ariaLabelledBy("witnesses")) { h in
            h(.h2, .id("witnesses"), text: words("ledger.witnesses"))
            h(.p, text: words("ledger.witnesses_about"))
            if lines.isEmpty {
                EmptyState(title: words("ledger.no_witness.title"), advice: words("ledger.no_witness.advice"))
                    .write(to: &h)
            } else {
                PlainTable(
                    words: words,
                    caption: words("ledger.witnesses"),
                    items: lines,
                    columns: [
                        .text("ledger.witness") { $0.name },
                        .text("ledger.witness_state") { line in
                            guard let signed = line.size else { return words("ledger.witness_never") }
                            guard signed < size else { return words("ledger.witness_fresh") }
                            return words.plural("ledger.witness_behind", Int(clamping: size - signed))
                        },
                        .text("ledger.witness_time") { line in
                            line.time.map { words.time(Self.text(of: $0)) } ?? ""
                        },
                    ]
                ).write(to: &h)
            }
            h(.p) { h in
                guard let stamped else { return h.text(words("ledger.no_stamp")) }
                h.text(words("ledger.stamped", ["size": words.integer(Int(clamping: stamped))]) + " ")
                h(.a, .href("/ledger/time/\(stamped).tsr"), text: "\(stamped).tsr")
                h.text(" ")
                h(.a, .href("/ledger/time/\(stamped).checkpoint"), text: "\(stamped).checkpoint")
            }
        }
    }

    private static func text(of seconds: UInt64) -> String {
        Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    }
}
