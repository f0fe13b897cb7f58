/// A list, or other data, that a form looks things up in.
public struct SecondaryInstance: Sendable, Hashable {
    /// Where the data is.
    public enum Source: Sendable, Hashable {
        /// In the form.
        case inline
        /// In a file that goes with the form.
        case attachment(FormAttachment)
        /// In what was last sent from the same device.
        case lastSaved
    }

    /// The name by which expressions ask for it.
    public let id: String
    /// Where the data is.
    public let source: Source
    /// The data, if it is there.
    var tree: DataTree?
}

/// A file that goes with a form.
public struct FormAttachment: Sendable, Hashable {
    /// How the file is read.
    public enum Format: String, Sendable, Hashable, CaseIterable {
        case csv
        case xml
        case geojson
    }

    /// The name of the file.
    public let name: String
    /// How it is read.
    public let format: Format
}
