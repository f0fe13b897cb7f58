public import Formats

/// What is wrong with a file of procedures, calendars or categories, and where.
public typealias FileFault = ContentFault

/// All that is wrong with a file.
public typealias FileFaults = ContentFaults
