/// One finished file.
struct OutputFile {
    var name: String
    var bytes: [UInt8]
    /// Records in it, broken ones included.
    var records: Int
    /// Records broken on purpose.
    var broken: Int
}
