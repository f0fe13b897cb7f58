internal import Community
internal import Remedy
internal import Vocabulary

/// The offers of a complaint, with what was said to them and what of them is there.
struct OfferList {
    let say: RemedyWords
    let offers: [OfferProgress]

    func write(to h: inout HTML) {
        let words = say.words
        h(.section, .class("panel"), .ariaLabelledBy("offers")) { h in
            h(.h2, .id("offers"), text: words("remedy.offers"))
            for offer in offers {
                h(.h3, text: words("remedy.offer", ["number": offer.offer.id, "day": say.day(offer.made)]))
                h(.p) { h in
                    h(.span, .class("tag"), text: words("remedy.answer.\(offer.answer.rawValue)"))
                    if offer.offer.hasWaiver {
                        h.text(" ")
                        h(.span, .class("tag tag-urgent"), text: words("remedy.waiver"))
                    }
                }
                h(.ul) { h in for item in offer.offer.items { h(.li) { h in self.item(item, offer, to: &h) } } }
            }
        }
    }

    private func item(_ item: Offer.Item, _ offer: OfferProgress, to h: inout HTML) {
        let words = say.words
        let delivery = words("remedy.delivery.\(offer.delivery[item.id]?.rawValue ?? "due")")
        let money = item.money.map { " – \(words.money(minor: $0.minorUnits, currency: $0.currency.code))" } ?? ""
        h(.bdi, text: item.what + money)
        h.text(" ")
        if offer.answer == .accepted { h(.span, .class("tag"), text: delivery) }
    }
}
