/// The members of an object and what each holds: our own statement of the protocol's data model.
struct Shape: Sendable {
    /// What a member holds.
    indirect enum Form: Sendable {
        /// Text that is not empty.
        case text
        /// An absolute URI or a DID.
        case uri
        /// A day.
        case date
        /// A time with its offset.
        case dateTime
        /// A decimal number.
        case number
        case bool
        case word([String])
        /// An ISO 3166-1 code.
        case country
        /// An object.
        case object(Shape)
        /// An object, or the URI of one.
        case linked(Shape)
        /// Whatever it is, it is kept.
        case any
    }

    struct Field: Sendable {
        let name: String
        let form: Form
        var isRequired = false
        var isList = false
    }

    let fields: [Field]

    init(_ fields: [Field]) {
        self.fields = fields
    }

    static func one(_ name: String, _ form: Form) -> Field { Field(name: name, form: form, isRequired: true) }
    static func maybe(_ name: String, _ form: Form) -> Field { Field(name: name, form: form) }
    static func some(_ name: String, _ form: Form) -> Field {
        Field(name: name, form: form, isRequired: true, isList: true)
    }
    static func any(_ name: String, _ form: Form) -> Field { Field(name: name, form: form, isList: true) }
}
