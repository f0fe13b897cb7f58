internal import Foundation
internal import Ledger
internal import Notary
internal import Store

/// Who has signed the log besides itself, and how fresh that is.
struct LedgerWitnesses {
    let visit: Visit
    let reader: LedgerReader
    /// How many entries the log has now.
    let size: UInt64

    func write(to h: inout HTML) {
        let words = visit.words
        let folder = LedgerFolder(ofStore: visit.services.store.folder)
        let lines = (try? LedgerVigil.standing(folder))?.lines ?? []
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
                        .text("ledger.witness") { "\($0.witness.key.name)" },
                        .text("ledger.witness_state") { state(of: $0) },
                        .text("ledger.witness_time") { line in
                            let signature = line.last?.witnesses.first { $0.key == line.witness.key }
                            return signature?.time.map { words.time(Self.text(of: $0)) } ?? ""
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

    /// How a witness stands, why, and how far behind it is.
    private func state(of line: WitnessReport.Line) -> String {
        let words = visit.words
        var parts = [words(line.standing.messageKey)]
        if let trouble = line.standing.trouble { parts.append(words(trouble.messageKey)) }
        if let signed = line.last?.checkpoint.size, signed < size {
            parts.append(words.plural("ledger.witness_behind", Int(clamping: size - signed)))
        } else if line.last == nil {
            parts.append(words("ledger.witness_never"))
        }
        return parts.joined(separator: " ")
    }

    private static func text(of seconds: UInt64) -> String {
        Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    }
}
