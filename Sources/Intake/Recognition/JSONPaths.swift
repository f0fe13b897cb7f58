/// Where the records stand in the JSON documents that we read.
enum JSONPaths {
    /// RFC 7946 section 3.3.
    static let features = [["features"]]
    /// EPCIS 2.0 sections 10.1 and 12: captured documents and answers to queries.
    static let events = [["epcisBody", "eventList"], ["epcisBody", "queryResults", "resultsBody", "eventList"]]

    /// Records of the ICGLR standard and of UNTP: an array, or the answer of a list.
    static let records: [[String]] = [[], ["data"]]

    static let all = features + events
}
