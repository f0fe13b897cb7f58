public import MiningData

/// What records are exported as.
public enum ExportTarget: Sendable, Hashable {
    /// Records of the ICGLR mining data standard.
    case icglr(Profile)
    /// Records of UNTP 0.7.
    case untp

    var standard: Standard {
        switch self {
        case .icglr(let profile): .icglr(profile)
        case .untp: .untp
        }
    }
}

/// Something that an export leaves behind, and of which record.
public struct ExportLoss: Sendable, Hashable {
    /// The record.
    public let record: Int64
    /// What was lost.
    public let loss: Loss
}

/// A place of a written record that its standard would refuse, and what it was made from.
public struct ExportGap: Sendable, Hashable {
    /// The record.
    public let record: Int64
    /// The place.
    public let gap: Conversion.Gap
}

/// What an export came to.
public struct ExportReport: Sendable, Hashable {
    /// How many records were written.
    public internal(set) var written = 0
    /// How many were left out because their standard would refuse them.
    public internal(set) var incomplete = 0
    /// What was lost.
    public internal(set) var losses: [ExportLoss] = []
    /// What written or left-out records lack.
    public internal(set) var gaps: [ExportGap] = []
}
