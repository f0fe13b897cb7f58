/// Why a dossier cannot be made, or a file of one cannot be read at all.
///
/// What is wrong inside a bag that can be read is no error but a ``BagFault``.
public enum DossierError: Error, Sendable, Hashable {
    /// A call of the system failed for a file; the system's words.
    case system(file: String, words: String)
    /// There is something already where the dossier is to be written.
    case exists(String)
    /// It is no plain file: a folder, a link, a pipe.
    case notAFile(String)
    /// A path that no bag may hold, and why.
    case path(String, BagPath.Refusal)
    /// Two files would have one name in the bag, or names that only their case or spelling tells apart.
    case clash(String, String)
    /// The file became longer or shorter while it was read; its bytes are not what was asked for.
    case changed(String)
    /// Withheld words stand in what would be given away; nothing was written.
    case leak([Leak])
    /// The plan names something that is not there.
    case missing(String)
    /// A line of a custody log cannot be read, so nobody can say what of it is to be withheld.
    case unreadable(file: String, line: Int)
    /// The key of the salts is not 32 bytes in hexadecimal digits on one line.
    case key(String)
    /// A document of the dossier cannot be written as canonical JSON.
    case document(String)
}
