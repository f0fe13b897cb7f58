public import Store

extension CountedKind {
    /// As what a report of a category is counted, unless an officer says otherwise.
    public init(ofCategory word: String) {
        self =
            switch ReportCategory(rawValue: word) {
            case .violence, .threats: .violence
            case .armed, .bribery, .smuggling: .money
            case .forcedLabour, .accident, .work: .work
            case .land, .licence: .land
            case .water, .waste: .water
            case .childLabour: .children
            case .sexualViolence: .gender
            case .other: .other
            case nil: .notTold
            }
    }
}
