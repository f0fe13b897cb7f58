import Custody
import Formats
import Vocabulary
import Web

/// A chain of custody in words and as JSON.
struct CustodyText {
    let words: Words

    /// The lines of a log that do not count, with file and line.
    func remarks(of log: CustodyLog, in file: String) -> [String] {
        log.faults.map { Printable.text("\(file):\($0.line): \(text(of: $0.fault))") }
            + Set(log.strays.map(\.exhibit)).sorted().map {
                Printable.text("\(file): \(words("custody.stray", ["exhibit": $0.rawValue]))")
            }
    }

    private func text(of fault: CustodyFault) -> String {
        switch fault {
        case .notJSON(let offset): words("custody.fault.json", ["offset": "\(offset)"])
        case .missing(let member): words("custody.fault.missing", ["member": member])
        case .unknown(let member): words("custody.fault.unknown", ["member": member])
        case .wrong(let member, let expected): words("custody.fault.wrong", ["member": member, "expected": expected])
        }
    }

    /// The exhibit, who had it, and what is the matter.
    func text(of chain: CustodyChain) -> String {
        let state = words(chain.isUnbroken ? "custody.unbroken" : "custody.broken")
        var lines = ["\(Printable.text(chain.exhibit.id.rawValue)): \(state)"]
        for span in chain.spans {
            let until = span.until?.text ?? words("custody.still")
            let holder = Printable.text(span.holder.rawValue)
            lines.append(
                "  \(span.from.text)  \(until)  \(span.isCarrier ? words("custody.carrier", ["who": holder]) : holder)"
            )
        }
        for flag in chain.flags {
            let mark = flag.kind.isGrave ? "!" : "?"
            let until = flag.until.map { $0 == flag.from ? "" : " – \($0.text)" } ?? " – "
            let events = flag.events.map { Printable.text($0.rawValue) }.joined(separator: ", ")
            lines.append("  \(mark) \(flag.from.text)\(until)  \(words(flag.kind.messageKey)) [\(events)]")
        }
        return lines.joined(separator: "\n")
    }

    /// The same as one object on one line.
    func json(of chain: CustodyChain) -> String {
        let spans = chain.spans.map { span in
            JSONNode.object([
                .init("holder", .string(span.holder.rawValue)), .init("from", .string(span.from.text)),
                .init("until", span.until.map { .string($0.text) } ?? .null), .init("isCarrier", .bool(span.isCarrier)),
            ])
        }
        let flags = chain.flags.map { flag in
            JSONNode.object([
                .init("flag", .string(flag.kind.rawValue)), .init("isGrave", .bool(flag.kind.isGrave)),
                .init("from", .string(flag.from.text)), .init("until", flag.until.map { .string($0.text) } ?? .null),
                .init("entries", .array(flag.events.map { .string($0.rawValue) })),
                .init("says", .string(words(flag.kind.messageKey))),
            ])
        }
        return JSONNode.object([
            .init("exhibit", .string(chain.exhibit.id.rawValue)), .init("isUnbroken", .bool(chain.isUnbroken)),
            .init("spans", .array(spans)), .init("flags", .array(flags)),
            .init("seals", .array(chain.seals.sorted().map { .string($0.rawValue) })),
            .init("milligrams", chain.milligrams.map { .integer($0) } ?? .null),
        ]).text()
    }
}
