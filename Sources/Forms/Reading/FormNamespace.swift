/// The namespaces that forms use.
enum FormNamespace {
    static let xforms = "http://www.w3.org/2002/xforms"
    static let html = "http://www.w3.org/1999/xhtml"
    static let javaRosa = "http://openrosa.org/javarosa"
    static let openRosa = "http://openrosa.org/xforms"
    static let openDataKit = "http://www.opendatakit.org/xforms"
    static let entities = "http://www.opendatakit.org/xforms/entities"
}
