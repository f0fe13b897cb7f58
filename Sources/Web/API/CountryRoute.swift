internal import Installation
internal import Vocabulary

/// The country packs in force, and the modules that are on, as data.
enum CountryRoute {
    static let country = APIRoute(
        path: "/country",
        id: "get_country",
        summary: "The country packs in force with the source of each fact, and the modules that are on."
    ) { services, _, _ in
        JSONAnswer.response(
            .object([
                "packs": .array(services.packs.packs.map(json)),
                "modules": .array(
                    Module.allCases.map {
                        .object([
                            "id": .string($0.rawValue), "on": .bool(services.modules.contains($0)),
                            "needs": .array($0.needs.map { .string($0.rawValue) }),
                        ])
                    }
                ),
            ])
        )
    }

    private static func json(_ pack: CountryPack) -> JSONValue {
        .object([
            "id": .string(pack.id),
            "version": .integer(pack.version),
            "name": APIText.localised(pack.name),
            "countries": .array(pack.countries.map { .string($0) }),
            "languages": .array(pack.languages.map { .string($0.rawValue) }),
            "currency": .string(pack.currency.code),
            "time_zone": .string(pack.timeZone),
            "minerals": .array(pack.minerals.map { .string($0.rawValue) }),
            "licence_kinds": .array(pack.licenceKinds.map(json)),
            "agencies": .array(pack.agencies.map(json)),
            "units": .array(
                pack.units.map { unit in
                    fact(
                        unit.basis,
                        [
                            ("symbol", .string(unit.symbol)), ("label", APIText.localised(unit.label)),
                            ("grams_multiplier", .integer(unit.multiplier)), ("grams_divisor", .integer(unit.divisor)),
                        ]
                    )
                }
            ),
            "thresholds": .array(
                pack.thresholds.map { threshold in
                    fact(
                        threshold.basis,
                        [
                            ("rule", .string(threshold.rule)), ("parameter", .string(threshold.parameter)),
                            ("value", .string(threshold.value.description)), ("unit", .string(threshold.unit)),
                            ("reason", APIText.localised(threshold.reason)),
                        ]
                    )
                }
            ),
            "tariff": .array(
                pack.tariff.map {
                    fact($0.basis, [("code", .string($0.code)), ("remark", APIText.localised($0.remark))])
                }
            ),
            "regions": .array(
                pack.regions.map { fact($0.basis, [("code", .string($0.code)), ("name", .string($0.name))]) }
            ),
            "laws": .array(
                pack.laws.map {
                    fact(
                        $0.basis,
                        [
                            ("title", .string($0.title)), ("date", .string($0.date.description)),
                            ("gazette", $0.gazette.map { .string($0) } ?? .null),
                        ]
                    )
                }
            ),
            "sources": .array(
                pack.sources.map {
                    .object([
                        "id": .string($0.id), "title": .string($0.title), "reference": .string($0.reference),
                    ])
                }
            ),
            "unchecked": .integer(pack.uncheckedCount),
        ])
    }

    private static func json(_ kind: LicenceKind) -> JSONValue {
        fact(
            kind.basis,
            [
                ("id", .string(kind.id)), ("terms", .array(kind.terms.map { .string($0) })),
                ("label", APIText.localised(kind.label)), ("activity", .string(kind.activity.rawValue)),
                ("authority", kind.authority.map { .string($0) } ?? .null),
                ("max_area_ha", kind.largestHectares.map { .integer($0) } ?? .null),
                ("max_months", kind.longestMonths.map { .integer($0) } ?? .null),
                ("note", kind.note.map(APIText.localised) ?? .null),
            ]
        )
    }

    private static func json(_ agency: PackAgency) -> JSONValue {
        fact(
            agency.basis,
            [
                ("id", .string(agency.id)), ("name", .string(agency.name)), ("kind", .string(agency.kind.rawValue)),
                ("country", .string(agency.country)), ("contact", agency.contact.map { .string($0) } ?? .null),
                ("role", APIText.localised(agency.role)),
            ]
        )
    }

    private static func fact(_ basis: Basis, _ members: [(String, JSONValue)]) -> JSONValue {
        .object(
            members.map { JSONValue.Member(name: $0.0, value: $0.1) } + [
                JSONValue.Member(name: "source", value: .string(basis.source)),
                JSONValue.Member(name: "checked", value: .bool(basis.isChecked)),
            ]
        )
    }
}
