/// In which order the fields of an event and of what stands in it are hashed.
struct PropertyOrder: Sendable {
    /// A kind of object whose fields have an order.
    enum Context: Int, Sendable, CaseIterable {
        case event, epcs, quantities, quantity, persistent, point, sensors, sensor, metadata, report
    }

    static let none: UInt8 = .max
    private let ranks: [UInt8]
    private static let width = EventTerm.allCases.count

    init(_ order: HashOrder) {
        var ranks = [UInt8](repeating: Self.none, count: Context.allCases.count * Self.width)
        for context in Context.allCases {
            for (rank, term) in Self.terms(context, order).enumerated() {
                ranks[context.rawValue * Self.width + Int(term.rawValue)] = UInt8(rank)
            }
        }
        self.ranks = ranks
    }

    /// The place of a name among the fields of a context; ``none`` if it has none.
    @inline(__always)
    func rank(of name: EventName, in context: Context) -> UInt8 {
        let number = Int(name.rawValue)
        return number < Self.width ? ranks[context.rawValue &* Self.width &+ number] : Self.none
    }

    /// What the value of a field is, if its own fields have an order.
    static func inner(_ term: EventTerm?, in context: Context) -> Context? {
        switch (context, term) {
        case (.event, .epcList), (.event, .inputEPCList), (.event, .childEPCs), (.event, .outputEPCList): .epcs
        case (.event, .quantityList), (.event, .childQuantityList), (.event, .inputQuantityList),
            (.event, .outputQuantityList):
            .quantities
        case (.quantities, .quantityElement): .quantity
        case (.event, .persistentDisposition): .persistent
        case (.event, .readPoint), (.event, .bizLocation): .point
        case (.event, .sensorElementList): .sensors
        case (.sensors, .sensorElement): .sensor
        case (.sensor, .sensorMetadata): .metadata
        case (.sensor, .sensorReport): .report
        default: nil
        }
    }

    private static func terms(_ context: Context, _ order: HashOrder) -> [EventTerm] {
        switch context {
        case .event: eventTerms(order)
        case .epcs: [.epc]
        case .quantities: [.quantityElement]
        case .quantity: [.epcClass, .quantity, .uom]
        case .persistent: [.set, .unset]
        case .point: [.id]
        case .sensors: [.sensorElement]
        case .sensor: [.sensorMetadata, .sensorReport]
        case .metadata:
            [.time, .startTime, .endTime, .deviceID, .deviceMetadata, .rawData, .dataProcessingMethod, .bizRules]
        case .report:
            [
                .type, .exception, .deviceID, .deviceMetadata, .rawData, .dataProcessingMethod, .time, .microorganism,
                .chemicalSubstance, .value, .component, .stringValue, .booleanValue, .hexBinaryValue, .uriValue,
                .minValue, .maxValue, .meanValue, .sDev, .percRank, .percValue, .uom, .coordinateReferenceSystem,
            ]
        }
    }

    private static func eventTerms(_ order: HashOrder) -> [EventTerm] {
        let head: [EventTerm] = [.eventTime, .eventTimeZoneOffset, .certificationInfo]
        let names: [EventTerm] = order == .reference ? [.parentID, .epcList] : [.epcList, .parentID]
        let middle: [EventTerm] = [
            .quantityList, .childQuantityList, .inputQuantityList, .outputEPCList, .outputQuantityList, .action,
            .transformationID, .bizStep, .disposition, .persistentDisposition, .readPoint, .bizLocation,
        ]
        // The reference lists these three, but does not find them in its own model: they fall into the tail.
        let lists: [EventTerm] =
            order == .reference ? [] : [.bizTransactionList, .sourceList, .destinationList]
        let tail: [EventTerm] = order == .reference ? [.sensorElementList] : [.sensorElementList, .ilmd]
        return head + names + [.inputEPCList, .childEPCs] + middle + lists + tail
    }
}
