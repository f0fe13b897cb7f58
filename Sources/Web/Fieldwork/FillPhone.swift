internal import Fieldwork
internal import Formats
internal import Forms
internal import Hummingbird
internal import Store

/// What the first page of a form has for phones with a script: shown by the script, where the phone can do what it takes.
struct FillPhone: Sendable {
    let visit: Visit
    /// The form's link.
    let key: String

    /// The path of the page after the language.
    var place: String { "/f/\(URLCoding.encode(key))" }

    /// What the script says, by its names: the keys of the catalogue.
    private static let phrases: [(name: String, key: String)] =
        [
            "next", "back", "send", "step", "review", "review_about", "to_correct", "nod", "rank", "geopoint", "points",
            "again", "one_more", "fault.required", "fault.constraint", "fault.type", "fault.choice",
        ].map { ($0, "fill.\($0)") }
        + [
            "sealing", "sending", "kept", "refused", "full", "passing", "much", "remove", "record", "stop",
            "silent", "locate", "nowhere", "notinstalled", "sure",
        ].map { ($0, "report.phone.\($0)") }
        + FormDataType.allCases.filter { $0 != .binary }.map { ("type.\($0.rawValue)", "fill.type.\($0.word)") }
        + [
            ("must", "fill.required"), ("none", "fill.no_answer"), ("another", "fill.add"), ("less", "fill.remove"),
            ("arrived", "fill.phone.arrived"), ("done", "fill.phone.done"), ("stripped", "fill.phone.stripped"),
        ]

    func write(to h: inout HTML) {
        let words = visit.words
        h(
            .div,
            .id("phone-form"),
            .hidden,
            Attribute("data-scope", visit.path(place)),
            Attribute("data-reports", visit.path("/r")),
            Attribute("data-link", key)
        )
        h(.div, .class("notice"), .id("begun"), .hidden) { h in
            h(.p, text: words("fill.phone.begun"))
            h(.button, .type("button"), .id("begun-fresh"), .class("quiet-button"), text: words("fill.phone.fresh"))
        }
        PhonePart(visit: visit).device(about: "fill.phone.install_about", to: &h)
        h(.div, .id("phrases"), .hidden) { h in
            for (name, key) in Self.phrases { h(.data, Attribute("value", name), text: words(key)) }
        }
    }

    // MARK: What the script asks for

    static func script(_ visit: Visit, _ key: String) async throws -> Response {
        _ = try await link(visit, key)
        return visit.services.reportFiles.response(.filling, visit)
    }

    static func worker(_ visit: Visit, _ key: String) async throws -> Response {
        let phone = try await link(visit, key)
        return visit.services.reportFiles.response(.worker, visit, place: phone.place)
    }

    static func manifest(_ visit: Visit, _ key: String) async throws -> Response {
        let phone = try await link(visit, key)
        return DeliveryRoutes.manifest(visit, place: phone.place)
    }

    /// The form as the script reads it, and the key to which it seals.
    static func form(_ visit: Visit, _ key: String) async throws -> Response {
        let page = try await FillPage.find(visit, try await link(visit, key).key)
        guard page.form.state == .open else { throw SiteError(.notFound) }
        let form = page.definition
        let language = form.translations.firstIndex { $0.language == page.language } ?? 0
        let node = JSONNode.object([
            .init("form", FormJSON.node(of: form)),
            .init("key", .string(SymbolCoding.base64URL.encode(try await visit.services.community.deliveryKey()))),
            .init("language", .integer(language)),
        ])
        var response = DeliveryRoutes.json(node)
        if visit.wantsGzip, let small = Gzip.compress(ByteBuffer(bytes: node.bytes()), level: Gzip.quick) {
            response.headers[.contentEncoding] = "gzip"
            response.headers[.vary] = "Accept-Encoding"
            response.body = .init(byteBuffer: small)
        }
        return response
    }

    /// A form that is open to whoever has its link; not found for anything else.
    private static func link(_ visit: Visit, _ key: String) async throws -> FillPhone {
        guard Int64(key) == nil, try await visit.services.forms.store.formsToFill(through: .link(key)).first != nil
        else {
            throw SiteError(.notFound)
        }
        return FillPhone(visit: visit, key: key)
    }
}
