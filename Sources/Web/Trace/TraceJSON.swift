package import Assessment
internal import Vocabulary

extension TraceAnswer {
    /// The answer as the data interface and `touchstone trace` give it.
    package var json: JSONValue {
        .object([
            "lot": .string(lot),
            "as_of": asOf.map(Self.time) ?? .null,
            "origin": mix.map { $0.json(siteNames) } ?? .null,
            "upstream": upstream.map { $0.json(siteNames) } ?? .null,
            "downstream": downstream.map { $0.json(siteNames) } ?? .null,
        ])
    }

    fileprivate static func time(_ milliseconds: Int) -> JSONValue {
        UTCInstant(milliseconds: milliseconds).map { .string($0.text) } ?? .null
    }
}

extension LotMix {
    fileprivate func json(_ names: [String: String]) -> JSONValue {
        .object([
            "sites": .array(
                origins.map { origin in
                    .object([
                        "site": .string(origin.site),
                        "name": names[origin.site].map { .string($0) } ?? .null,
                        "share_ppm": .integer(origin.sharePPM),
                        "least_ppm": .integer(origin.leastPPM),
                        "most_ppm": .integer(origin.mostPPM),
                        "lots": .integer(origin.lots),
                        "records": .array(origin.records.map { .integer($0) }),
                    ])
                }
            ),
            "unknown_ppm": .integer(unknownPPM),
            "withheld_ppm": .integer(withheldPPM),
            "model": model.map { .string($0) } ?? .null,
            "is_physical": .bool(false),
            "is_estimated": .bool(isEstimated),
            "lots": .integer(lotCount),
            "upgrades": .array(
                upgrades.map {
                    .object([
                        "input": .string($0.input), "input_model": .string($0.inputModel),
                        "output": .string($0.output), "output_model": .string($0.outputModel),
                    ])
                }
            ),
        ])
    }
}

extension LotTrace {
    fileprivate func json(_ names: [String: String]) -> JSONValue {
        .object([
            "lots": .array(lots.map { json($0) }),
            "flows": .array(
                flows.map { flow in
                    .object([
                        "from": .string(lots[flow.from].id),
                        "to": .string(lots[flow.to].id),
                        "mass_g": flow.grams.map { .integer($0) } ?? .null,
                        "event": .string(events[flow.event].id),
                        "record": .integer(events[flow.event].record),
                    ])
                }
            ),
            "events": .array(
                events.map { event in
                    .object([
                        "event": .string(event.id),
                        "kind": .string(event.kind),
                        "process": event.process.map { .string($0) } ?? .null,
                        "time": TraceAnswer.time(event.time),
                        "site": event.site.map { .string($0) } ?? .null,
                        "record": .integer(event.record),
                    ])
                }
            ),
            "cycles": .array(cycles.map { .array($0.map { .string($0) }) }),
            "left_out": .object([
                "lots_at_depth": .integer(cut.byDepth),
                "steps_outside_time": .integer(cut.byTime),
                "lots_of_other_minerals": .integer(cut.byMineral),
                "is_limit_reached": .bool(cut.byLotLimit),
                "lots_with_withheld_steps": .integer(cut.withheld),
            ]),
        ])
    }

    private func json(_ lot: Lot) -> JSONValue {
        .object([
            "lot": .string(lot.id),
            "depth": .integer(lot.depth),
            "mineral": lot.mineral.map { .string($0) } ?? .null,
            "is_withheld": .bool(lot.isWithheld),
            "made": .array(
                lot.beginnings.map { made in
                    .object([
                        "site": made.site.map { .string($0) } ?? .null,
                        "mass_g": made.grams.map { .integer($0) } ?? .null,
                        "time": made.time.map(TraceAnswer.time) ?? .null,
                        "is_stated": .bool(made.isStated),
                        "record": .integer(made.record),
                    ])
                }
            ),
        ])
    }
}
