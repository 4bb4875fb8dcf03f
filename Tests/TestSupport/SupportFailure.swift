/// What kept a test's own server or fixture from being there.
package struct SupportFailure: Error, CustomStringConvertible {
    package var description: String
    package init(_ description: String) { self.description = description }
}
