internal import Community
internal import Hummingbird
internal import Messaging
internal import Store
internal import Vocabulary

/// A phone in a page, in demos alone: what is written goes the way of every text message, through a gateway of its own.
///
/// The server keeps nothing of the talk: it stands in the form and comes back with it.
struct TryPage: Sendable {
    /// The gateway of the demo's phones.
    static let gateway = "try"
    private static let mostLines = 60

    /// What was said by one side.
    struct Line: Sendable {
        let isOwn: Bool
        let text: String
    }

    let visit: Visit
    let number: String
    var lines: [Line] = []
    var typed = ""

    private static func check(_ visit: Visit) throws {
        guard visit.services.mode == .demo else { throw SiteError(.notFound) }
    }

    static func respond(_ visit: Visit) throws -> Response {
        try check(visit)
        var generator = SystemRandomNumberGenerator()
        let digits = (0..<9).map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
        return TryPage(visit: visit, number: "+999" + digits).response
    }

    /// Sends what was typed, and shows what came back.
    static func send(_ visit: Visit, request: Request) async throws -> Response {
        try check(visit)
        let form = try await visit.form(request)
        let number = try form.need("number")
        let digits = number.dropFirst()
        guard number.hasPrefix("+999"), digits.utf8.count == 12, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw SiteError(.badRequest) }
        var page = TryPage(visit: visit, number: number)
        page.lines = form.items.filter { $0.name == "own" || $0.name == "other" }.suffix(mostLines)
            .map { Line(isOwn: $0.name == "own", text: String($0.value.prefix(2_000))) }
        let text = String((form["text"] ?? "").prefix(1_600))
        let office = try await visit.services.phones.open()
        let gateway = try await self.gateway(visit, office)
        if text.contains(where: { !$0.isWhitespace }) {
            try await deliver(text, from: number, visit, office, gateway)
            page.lines.append(Line(isOwn: true, text: text))
        }
        page.lines += try await fetch(number, office, gateway)
        return page.response
    }

    private static func deliver(
        _ text: String,
        from number: String,
        _ visit: Visit,
        _ office: TextMessages.Office,
        _ gateway: MessageGateway
    ) async throws {
        guard let delivery = delivery(text, number, office, gateway) else { throw SiteError(.badRequest) }
        do {
            _ = try await visit.services.phones.counter.letIn {
                try await office.desk.receive(delivery, through: gateway)
            }
        } catch CommunityFault.outOfMemory { throw SiteError(.busy) }
    }

    private static func delivery(
        _ text: String,
        _ number: String,
        _ office: TextMessages.Office,
        _ gateway: MessageGateway
    ) -> GatewayReader.Delivery? {
        let id = String(UInt64.random(in: 0...UInt64.max)) + "-" + String(UInt64.random(in: 0...UInt64.max))
        let fields = [("id", id), ("from", number), ("text", text)]
        let form = fields.map { "\($0.0)=\(URLCoding.encode($0.1))" }.joined(separator: "&")
        guard let body = try? GatewayReader.Body(Array(form.utf8), isJSON: false) else { return nil }
        return try? office.register.reader(of: gateway)?.read(body, at: TextMessages.now())
    }

    /// What waits for that number; it is on the phone as soon as the page is.
    private static func fetch(
        _ number: String,
        _ office: TextMessages.Office,
        _ gateway: MessageGateway
    ) async throws -> [Line] {
        guard let recipient = office.register.sender(number, of: gateway) else { return [] }
        let leased = try await office.outbox.lease(gateway.name, to: recipient)
        let words = leased.map { (id: $0.id, word: MessageOutbox.Word.accepted(reference: nil)) }
        if !words.isEmpty { try await office.outbox.settle(words, of: gateway.name) }
        return leased.map { Line(isOwn: false, text: $0.text) }
    }

    private static func gateway(_ visit: Visit, _ office: TextMessages.Office) async throws -> MessageGateway {
        let store = visit.services.store
        if let gateway = try await store.messageGateway(gateway) { return gateway }
        guard let plan = NumberPlan(callingCode: "999", trunkPrefix: "0", nationalDigits: 9...9) else {
            throw SiteError(.failed)
        }
        let draft = GatewayRegister.Draft(name: gateway, shape: .own, plan: plan, language: visit.language)
        do { _ = try await office.register.add(draft, by: .local) } catch let error as StoreError
            where error.code == .conflict
        {}
        guard let gateway = try await store.messageGateway(gateway) else { throw SiteError(.failed) }
        return gateway
    }

    // MARK: Page

    private var response: Response {
        let words = visit.words
        let title = words("try.title")
        return PageFrame(visit: visit, title: title, section: "/prices", hasForm: true).response { h, token in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("try.lead"))
            PostForm(visit: visit, action: "/sms/try", token: token, css: "old-phone").write(to: &h) { h in
                h(.input, .type("hidden"), .name("number"), .value(number))
                for line in lines {
                    h(.input, .type("hidden"), .name(line.isOwn ? "own" : "other"), .value(line.text))
                }
                screen(to: &h)
                h(.label, .for("text"), text: words("try.text"))
                h(
                    .textarea,
                    .id("text"),
                    .name("text"),
                    Attribute("rows", "3"),
                    Attribute("maxlength", "480"),
                    Attribute("autocomplete", "off"),
                    .ariaDescribedBy("try-hint")
                )
                h(.p, .class("quiet"), .id("try-hint"), text: words("try.hint"))
                h(.div, .class("actions")) { h in h(.button, .type("submit"), text: words("try.send")) }
            }
        }
    }

    private func screen(to h: inout HTML) {
        let words = visit.words
        h(.div, .class("screen"), .role("log"), .ariaLabel(words("try.screen")), .focusable) { h in
            if lines.isEmpty { h(.p, .class("sms-line"), text: words("try.empty")) }
            for line in lines {
                h(.p, .class(line.isOwn ? "sms-line own" : "sms-line")) { h in
                    h(.span, .class("unseen"), text: words(line.isOwn ? "try.you" : "try.they") + " ")
                    h(.bdi, text: line.text)
                }
            }
        }
    }
}
