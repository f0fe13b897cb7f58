/// How to keep a copy of the log, and how to check it with tools that everybody has.
struct LedgerAdvice {
    let visit: Visit
    let key: String

    func write(to h: inout HTML) {
        let words = visit.words
        let site = visit.services.publicName.map { "https://\($0)" } ?? "http://127.0.0.1:8080"
        h(.section, .class("panel"), .ariaLabelledBy("mirror")) { h in
            h(.h2, .id("mirror"), text: words("ledger.mirror"))
            h(.p, text: words("ledger.mirror_about"))
            commands(
                "wget --mirror --no-parent --no-host-directories \(site)/ledger/checkpoint \(site)/ledger/log-key",
                to: &h
            )
        }
        h(.section, .class("panel"), .ariaLabelledBy("alone")) { h in
            h(.h2, .id("alone"), text: words("ledger.alone"))
            h(.p) { h in
                h.text(words("ledger.alone_about") + " ")
                h(.a, .href("/static/check-proof.sh"), text: "check-proof.sh")
            }
            commands("bash check-proof.sh lot.proof.json '\(key)'", to: &h)
            h(.p, text: words("ledger.alone_steps"))
            h(.ol) { h in
                step("ledger.alone_record", "sha256sum record.bin", to: &h)
                step(
                    "ledger.alone_statement",
                    "(printf '\\000'; cat statement.json) | sha256sum",
                    to: &h
                )
                step(
                    "ledger.alone_node",
                    "(printf '\\001'; cat left.bin right.bin) | sha256sum",
                    to: &h
                )
                step(
                    "ledger.alone_signature",
                    "openssl pkeyutl -verify -pubin -inkey log.pem -rawin -in checkpoint-text -sigfile checkpoint-sig",
                    to: &h
                )
            }
            h(.p, .class("quiet"), text: words("ledger.alone_tools"))
        }
    }

    private func step(_ key: String, _ command: String, to h: inout HTML) {
        h(.li) { h in
            h(.p, text: visit.words(key))
            commands(command, to: &h)
        }
    }

    private func commands(_ text: String, to h: inout HTML) {
        h(.pre, .class("bytes"), .focusable, .role("region"), .ariaLabel(visit.words("ledger.commands"))) { h in
            h(.code, text: text)
        }
    }
}
