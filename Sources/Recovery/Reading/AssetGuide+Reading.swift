public import Formats
import Vocabulary

extension AssetGuide {
    /// Reads `Content/recovery/assets.json` or a country's own.
    ///
    /// Beside its form, what would harm people is refused: a stage that asks for less than ``AssetStage/leastNeeds``, or
    /// that lets more follow than ``AssetStage/mostNext``.
    ///
    /// - Throws: ``ContentFaults`` with every fault found, each with its line and path.
    public init(reading bytes: [UInt8], file: String) throws(ContentFaults) {
        var reader = ContentReader(bytes, file: file)
        let root = reader.object(
            reader.root,
            ContentReader.headerKeys + ["stages", "particulars", "warnings", "terms", "limits", "alarms", "care"]
        )
        let header = reader.header(root, kind: "asset-recovery")
        let stages = reader.list(root["stages"]).compactMap { reader.stage($0) }
        reader.complete(stages.map(\.stage), AssetStage.self, root["stages"])
        let particulars = reader.list(root["particulars"]).compactMap { place -> Asked? in
            let members = reader.object(place, ["id", "label"])
            guard let id = reader.word(members["id"], Particular.self), let label = reader.localised(members["label"])
            else { return nil }
            return Asked(particular: id, label: label)
        }
        reader.complete(particulars.map(\.particular), Particular.self, root["particulars"])
        let warnings = reader.list(root["warnings"]).compactMap { reader.integer($0, in: 1...365) }
        if let place = root["warnings"], warnings.isEmpty || warnings != Set(warnings).sorted(by: >) {
            reader.fault(place, "expected numbers of days, the largest first")
        }
        let terms = reader.object(root["terms"], ["thirdPartyAnswer", "distribution"])
        let limits = reader.object(root["limits"], ["valueFallPercent", "costPercent"])
        let alarms = reader.list(root["alarms"]).compactMap { place -> AlarmText? in
            let members = reader.object(place, ["id", "label", "sources"])
            reader.checkSources(members["sources"])
            guard let id = reader.word(members["id"], AssetAlarm.Kind.self),
                let label = reader.localised(members["label"])
            else { return nil }
            return AlarmText(kind: id, label: label)
        }
        reader.complete(alarms.map(\.kind), AssetAlarm.Kind.self, root["alarms"])
        let care = reader.list(root["care"]).compactMap { reader.care($0) }
        if let place = root["care"], Set(care.map(\.id)).count < care.count {
            reader.fault(place, "an id stands twice")
        }
        let thirdParty = reader.term(terms["thirdPartyAnswer"])
        let distribution = reader.term(terms["distribution"])
        let fall = reader.integer(limits["valueFallPercent"], in: 1...100)
        let cost = reader.integer(limits["costPercent"], in: 1...100)
        var guide: AssetGuide?
        if let header, let thirdParty, let distribution, let fall, let cost {
            guide = AssetGuide(
                header: header,
                stages: stages,
                particulars: particulars,
                warnings: warnings,
                thirdPartyTerm: thirdParty,
                distributionTerm: distribution,
                valueFallPercent: fall,
                costPercent: cost,
                alarms: alarms,
                care: care
            )
        }
        self = try reader.finish(guide)
    }
}

extension ContentReader {
    fileprivate mutating func stage(_ place: Place) -> AssetGuide.Stage? {
        let members = object(place, ["id", "label", "meaning", "needs", "next", "sources"])
        checkSources(members["sources"])
        let needs = words(members["needs"], Particular.self)
        let next = words(members["next"], AssetStage.self)
        guard let stage = word(members["id"], AssetStage.self), let label = localised(members["label"]),
            let meaning = localised(members["meaning"])
        else { return nil }
        let lacking = stage.leastNeeds.subtracting(needs).map(\.rawValue).sorted()
        if !lacking.isEmpty { fault(place, "a step into it has to tell at least \(lacking.joined(separator: ", "))") }
        let tooMany = next.filter { !stage.mostNext.contains($0) }.map(\.rawValue)
        if !tooMany.isEmpty { fault(place, "never followed by \(tooMany.joined(separator: ", "))") }
        return .init(stage: stage, label: label, meaning: meaning, needs: needs, next: next)
    }

    fileprivate mutating func care(_ place: Place) -> AssetGuide.Care? {
        let members = object(place, ["id", "forms", "before", "binding", "label", "sources"])
        checkSources(members["sources"])
        let forms = list(members["forms"]).compactMap { text($0) }
        guard let id = text(members["id"]), let before = word(members["before"], AssetStage.self),
            let isBinding = flag(members["binding"]), let label = localised(members["label"])
        else { return nil }
        return .init(id: id, forms: forms, before: before, isBinding: isBinding, label: label)
    }
}
