internal import Community
internal import Hummingbird
internal import Messaging
internal import Store
internal import Vocabulary

/// The prices of the day for everybody, each with its day and who says so: the same that a phone is told.
struct DailyPricesPage: Sendable {
    /// Older prices are no news.
    private static let days = 90
    /// After so many days a price is said to be an old one, as on the phone.
    private static let freshDays = 3

    let visit: Visit
    let prices: [DailyPrice]
    let today: CalendarDay

    static func respond(_ visit: Visit) async throws -> Response {
        let today = CalendarDay(clamping: TextMessages.now().dayNumber)
        let prices = try await visit.services.store.dailyPrices(
            since: CalendarDay(clamping: today.number - days),
            upTo: today
        )
        return DailyPricesPage(visit: visit, prices: prices, today: today).response
    }

    private var response: Response {
        let words = visit.words
        let title = words("nav.prices")
        return PageFrame(visit: visit, title: title, section: "/prices").response { h, _ in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("prices.lead"))
            if visit.services.mode == .demo {
                h(.p) { h in h(.a, .href(visit.path("/sms/try")), text: words("try.link")) }
            }
            guard !prices.isEmpty else {
                EmptyState(title: words("prices.empty.title"), advice: words("prices.empty.advice")).write(to: &h)
                return
            }
            table(to: &h)
        }
    }

    private func table(to h: inout HTML) {
        let words = visit.words
        PlainTable<DailyPrice>(
            words: words,
            caption: words("nav.prices"),
            items: prices,
            columns: [
                .text("prices.mineral") { mineral($0.mineral) }, .text("prices.grade") { $0.grade },
                .text("prices.place") { $0.place },
                .init("prices.price", isNumeric: true) { price, h in h.text(amount(price)) },
                .text("prices.unit") { words("sms.unit.\($0.unit)") },
                .init("prices.day") { price, h in
                    h(.span, text: words.date(price.day.text))
                    if today.number - price.day.number > Self.freshDays {
                        h.text(" ")
                        h(.span, .class("tag"), text: words("prices.old"))
                    }
                },
                .text("prices.source") { $0.source },
            ]
        ).write(to: &h)
    }

    private func mineral(_ id: String) -> String {
        visit.services.lexicon.mineral(MineralID(rawValue: id))?.name[visit.language] ?? id
    }

    private func amount(_ price: DailyPrice) -> String {
        PriceLine(price).map { "\($0.amount(in: visit.language)) \(price.currency)" }
            ?? "\(price.minor) \(price.currency)"
    }
}
