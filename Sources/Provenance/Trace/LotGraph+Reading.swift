extension LotGraph {
    /// The flows of a trace.
    ///
    /// They are put together when they are asked for: what an analyst looks at is seldom all of them.
    public func edge(_ place: Int, of trace: Trace) -> TraceEdge {
        let input = Int(trace.edgePlaces[place])
        return TraceEdge(
            input: LotNumber(tables.inputLot[input]),
            output: LotNumber(trace.edgeOutputs[place]),
            grams: tables.inputMass[input],
            step: StepNumber(trace.edgeSteps[place])
        )
    }

    /// All flows of a trace, in the order in which it found them.
    public func edges(of trace: Trace) -> [TraceEdge] {
        (0..<trace.edgeCount).map { edge($0, of: trace) }
    }

    /// The event that a step belongs to.
    public func event(of step: StepNumber) -> EventFacts? {
        guard Int(step.rawValue) < stepCount else { return nil }
        return facts(Int(tables.stepEvent.base[Int(step.rawValue)]))
    }

    func facts(_ event: Int) -> EventFacts? {
        guard let kind = LotEvent.Kind(rawValue: tables.eventKind.base[event]) else { return nil }
        let withdrawn = tables.eventWithdrawn[event]
        return EventFacts(
            name: tables.names.text(ofCode: tables.eventName.base[event]),
            kind: kind,
            time: Int(tables.eventTime.base[event]),
            learnt: Learnt(
                Int(tables.batchTime[Int(tables.eventBatch.base[event])]),
                record: Int(tables.eventRecord.base[event])
            ),
            withdrawn: withdrawn == 0 ? nil : Int(tables.batchTime[Int(withdrawn) - 1]),
            site: word(tables.eventSite[event]),
            giver: word(tables.eventGiver[event]),
            receiver: word(tables.eventReceiver[event]),
            transformation: word(tables.eventGroup[event]),
            process: word(tables.eventProcess[event])
        )
    }

    /// What is known of a lot besides its mass, as of a record time.
    public func traits(of lot: LotNumber, asOf time: Int? = nil) -> LotTraits {
        let stated = traits(of: Int(lot.rawValue), lens(asOf: time))
        return LotTraits(
            mineral: word(stated.mineral),
            gradePPM: stated.grade == 0 ? nil : Int(stated.grade) - 1,
            model: CustodyModel(rawValue: stated.model),
            tag: word(stated.tag),
            claim: word(stated.claim)
        )
    }
}

/// What a graph keeps of an event besides its lots.
public struct EventFacts: Sendable, Hashable {
    /// What the source calls it.
    public let name: String
    /// What kind of thing happened.
    public let kind: LotEvent.Kind
    /// When it happened, milliseconds since 1970, UTC.
    public let time: Int
    /// When it was first learnt, and from which record.
    public let learnt: Learnt
    /// When it was withdrawn, if it was.
    public let withdrawn: Int?
    /// The site where it happened.
    public let site: String?
    /// Who gave the lots.
    public let giver: String?
    /// Who received the lots.
    public let receiver: String?
    /// The transformation that it is a part of.
    public let transformation: String?
    /// What was done to the mineral.
    public let process: String?
}

extension LotGraph {
    /// Whether nothing on file went into a lot.
    public func isSource(_ lot: LotNumber) -> Bool {
        var isSource = true
        forEachInflow(of: Int(lot.rawValue)) { step in
            let event = Int(tables.stepEvent.base[step])
            if !tables.inputs(of: step).isEmpty || tables.eventGroup[event] != 0 { isSource = false }
        }
        return isSource
    }
}
