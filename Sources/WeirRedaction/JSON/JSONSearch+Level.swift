extension JSONSearch {
    /// What a member says of the others of its object.
    enum MemberRole { case name, type, value, other }

    /// An object or an array that is being read.
    struct Level {
        var isObject: Bool
        /// What the key above said of all that is in here.
        var inherited: SecretName?
        /// Of the member that is being read.
        var name: SecretName?
        var role = MemberRole.other
        /// What the member `name` or `key` said, and where `value` stood.
        var pairName: SecretName?
        var pairValues: [JSONToken] = []
        /// An array in an array, or one whose element before was a name.
        var isInArray = false
        var count = 0
        var announced: SecretName?
        /// Strings of an array, in which a command may lie.
        var words: [JSONToken] = []
        /// A key by RFC 7517, and the members that only its owner knows.
        var isKey = false
        var isPart = false
        var parts: [JSONToken] = []
        /// It is the value next to a name.
        var isPaired = false
        /// What the member being read says of the others, and those that wait for that.
        var member: DeclaredSecrets.Member?
        var declared = DeclaredSecrets()
        /// It is grouped under `auth` or its like, where a key is no key of a map.
        var isCredential = false
        /// Its strings may be the data of a secret.
        var isData = false
        var names = MaskedNames()
        /// All of it is one secret, that of the text it stands in.
        var isOneSecret = false

        mutating func absorb(_ inner: DeclaredSecrets) { declared.absorb(inner, as: isObject ? member : nil) }

        /// The fewer go to the more: of objects within objects none is moved at each level.
        mutating func takePairValues(of inner: inout Level) {
            if inner.pairValues.count > pairValues.count { swap(&inner.pairValues, &pairValues) }
            pairValues += inner.pairValues
        }
    }
}
