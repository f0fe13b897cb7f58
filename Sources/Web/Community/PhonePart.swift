internal import Community
internal import Formats

/// What the page for reports has for phones with a script: shown by the script, where the phone can do what it takes.
struct PhonePart: Sendable {
    let visit: Visit

    private static let phrases = [
        "sealing", "sending", "kept", "crowded", "arrived", "refused", "full", "passing", "much", "remove", "record",
        "stop",
        "voice",
        "silent", "locate", "located", "nowhere", "notinstalled", "sure",
    ]

    /// What the script says.
    func phrases(to h: inout HTML) {
        h(.div, .id("phrases"), .hidden) { h in
            for name in Self.phrases {
                h(.data, Attribute("value", name), text: visit.words("report.phone.\(name)"))
            }
        }
    }

    /// Photos, recordings and the place, within the form.
    func additions(to h: inout HTML) {
        let words = visit.words
        h(.label, .for("attachments"), text: words("report.phone.files"))
        h(
            .input,
            .type("file"),
            .id("attachments"),
            .name("files"),
            .ariaDescribedBy("attachments-about"),
            Attribute("multiple"),
            Attribute("accept", "image/*,audio/*,video/*")
        )
        h(
            .p,
            .class("quiet"),
            .id("attachments-about"),
            text: words("report.phone.files_about", ["count": "\(ReporterDesk.mostAttachments)"])
        )
        h(.div, .id("phone"), .hidden) { h in
            h(.ul, .id("files"))
            h(.p) { h in
                h(
                    .button,
                    .type("button"),
                    .id("record"),
                    .class("quiet-button"),
                    .hidden,
                    text: words("report.phone.record")
                )
                h.text(" ")
                h(
                    .button,
                    .type("button"),
                    .id("locate"),
                    .class("quiet-button"),
                    .hidden,
                    text: words("report.phone.locate")
                )
            }
            h(.p, .class("quiet"), .id("located"), .role("status"))
            h(.p, .class("delivery"), .role("status"))
        }
    }

    /// What waits, and the page on the phone, behind the form.
    ///
    /// - Parameter about: What keeping the page on the phone means.
    func device(about: String = "report.phone.install_about", to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("waiting"), .hidden) { h in
            h(.h2) { h in
                h.text(words("report.phone.waiting") + " ")
                h(.span, .id("waiting-count"))
            }
            h(.p, .class("delivery"), .role("status"))
            h(.p, .class("notice"), .id("waiting-refused"))
            h(.p, .class("quiet"), .id("waiting-about"), text: words("report.phone.waiting_about"))
        }
        h(.details, .id("device"), .hidden) { h in
            h(.summary, text: words("report.phone.device"))
            h(.div, .id("install"), .hidden) { h in
                h(.p, text: words(about, ["name": words("report.phone.app")]))
                h(
                    .button,
                    .type("button"),
                    .id("install-it"),
                    .class("quiet-button"),
                    text: words("report.phone.install")
                )
            }
            h(.p, .id("installed"), .hidden, text: words("report.phone.installed"))
            h(.p, text: words("report.phone.forget_about"))
            h(.button, .type("button"), .id("forget"), .class("quiet-button"), text: words("report.phone.forget"))
        }
    }

    /// The receipt, which the script makes: a report that waits has one already.
    func receipt(to h: inout HTML) {
        let words = visit.words
        h(.template, .id("sent")) { h in
            h(.h1, Attribute("tabindex", "-1"), text: words("report.phone.title"))
            h(.p, .class("notice delivery"), .role("status"))
            h(.p, .class("lead with-words"), text: words("receipt.lead"))
            h(.ol, .class("receipt with-words"))
            h(.p, .class("with-words"), text: words("receipt.or_digits"))
            h(.p, .class("receipt-digits"))
            h(.ul) { h in
                for point in ["write", "hide", "look", "lost"] { h(.li, text: words("receipt.\(point)")) }
            }
            h(.p) { h in h(.a, .href(visit.path("/r/thread")), text: words("report.to_thread")) }
            h(.p) { h in h(.a, .href(visit.path("/r")), text: words("report.to_report")) }
        }
    }
}
