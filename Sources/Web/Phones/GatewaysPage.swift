internal import Hummingbird
internal import Store
internal import Vocabulary

/// The gateways of text messages, for who runs them: what waits, what came of what, what went wrong.
///
/// No number and no word of a message can be shown.
struct GatewaysPage: Sendable {
    let visit: Visit
    let states: [MessageGatewayState]
    let rejected: [RejectedPrice]

    static func respond(_ visit: Visit) async throws -> Response {
        GatewaysPage(
            visit: visit,
            states: try await visit.services.store.messageGatewayStates(as: visit.reader),
            rejected: try await visit.services.store.rejectedPrices(by: visit.reader, limit: 50)
        ).response
    }

    private var response: Response {
        let words = visit.words
        let title = words("nav.sms")
        return PageFrame(visit: visit, title: title, section: "/sms").response { h, _ in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("gateways.lead"))
            if states.isEmpty {
                EmptyState(title: words("gateways.empty.title"), advice: words("gateways.empty.advice")).write(to: &h)
            } else {
                table(to: &h)
                for state in states { section(state, to: &h) }
            }
            if !rejected.isEmpty { rejectedTable(to: &h) }
        }
    }

    private func table(to h: inout HTML) {
        let words = visit.words
        PlainTable<MessageGatewayState>(
            words: words,
            caption: words("nav.sms"),
            items: states,
            columns: [
                .text("gateways.name") { $0.gateway.name },
                .text("gateways.shape") { words("gateways.shape.\($0.gateway.shape)") },
                .text("gateways.state") { words($0.gateway.isOn ? "gateways.on" : "gateways.off") },
                .text("gateways.way") { words($0.gateway.pushAddress == nil ? "gateways.pull" : "gateways.push") },
                .init("gateways.open", isNumeric: true) { state, h in
                    h.text(words.number(Double(state.open), places: 0))
                },
                .text("gateways.oldest") { waited($0) },
                .text("gateways.last") { $0.lastArrival.map { words.date($0) } ?? words("gateways.none") },
            ]
        ).write(to: &h)
    }

    /// How long the oldest message has waited, in hours and minutes.
    private func waited(_ state: MessageGatewayState) -> String {
        guard let oldest = state.oldest else { return visit.words("gateways.none") }
        let minutes = max(0, (TextMessages.now().milliseconds - oldest) / 60_000)
        return visit.words("gateways.waited", ["hours": "\(minutes / 60)", "minutes": "\(minutes % 60)"])
    }

    private func section(_ state: MessageGatewayState, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: state.gateway.name)
            h(.h3, text: words("gateways.ends"))
            counts(state.ends, "gateways.end.", to: &h)
            h(.h3, text: words("gateways.troubles"))
            counts(state.troubles, "gateways.trouble.", to: &h)
        }
    }

    private func counts(_ counts: [String: Int], _ prefix: String, to h: inout HTML) {
        let words = visit.words
        guard !counts.isEmpty else { return h(.p, text: words("gateways.none")) }
        h(.ul) { h in
            for (name, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
                let label = words.has(prefix + name) ? words(prefix + name) : words(prefix + "other")
                h(.li, text: "\(label): \(words.number(Double(count), places: 0))")
            }
        }
    }

    private func rejectedTable(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("prices.rejected"))
            PlainTable<RejectedPrice>(
                words: words,
                caption: words("prices.rejected"),
                items: rejected,
                columns: [
                    .text("prices.file") { $0.file },
                    .init("prices.line", isNumeric: true) { line, h in h.text("\(line.line)") },
                    .text("prices.text") { $0.text }, .text("prices.reason") { $0.reason },
                ]
            ).write(to: &h)
        }
    }
}
