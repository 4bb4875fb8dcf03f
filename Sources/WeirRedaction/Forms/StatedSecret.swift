/// A text that says where a secret stands next to it: the place alone tells that it is one, whatever it looks like.
struct StatedSecret: Sendable {
    enum Position: Sendable {
        /// Among the arguments of a program.
        case program(CommandLine.Program)
        /// Behind N words; of arguments, flags don't count.
        case word(behind: Int)
        case argument(behind: Int)
        /// The same where it is made of no words, and perhaps behind the number that says its form. With `mayNameUser` one more word may
        /// stand before it.
        case mixedWord(behind: Int, mayNameUser: Bool = false)
        /// Behind the colon or comma of the first word that has one: `etcdctl user add bob:…`.
        case pair
        /// Behind the flag for a password of a command that names a user: `-u bob … -p …`, whatever it is called.
        case userFlags
        /// Codes that open an account once each, behind a colon.
        case codes
        /// What a program types at another one's prompt: all but words.
        case typed
        /// 40 bytes or more of Base32.
        case seed
        /// Of `login … password …`.
        case netrc
        /// Behind one of these flags of the same command.
        case flag([StaticString])
        /// What `echo` hands over through a pipe, or a shell behind `<<<`.
        case piped
        /// The same where it is made of no words, and `user:password` of the same.
        case mixedPiped, pipedLogin
        /// All that is left of the line.
        case rest
        /// Behind `:` or `=`, and perhaps a number.
        case labelled
        /// Of `net user bob … /add` and `net use Z: \\host\share … /user:bob`.
        case account, share
        case secureString, community
        /// Of a router's configuration, behind the numbers and the algorithm by which it says the form.
        case directive
        /// The same behind `key` on the line of a host.
        case serverKey
        /// Of an address that has `u=` too, for a user.
        case query
        /// Behind an algorithm, and perhaps its bits: `snmp-server user bob admins v3 auth sha … priv aes 128 …`.
        case algorithmKeys
        /// What `echo` prints where a command that prints it is asked for: `--password-command 'echo …'`.
        case printed
        /// The last of `mc alias set NAME ADDRESS KEY SECRET`.
        case alias
        /// Behind `-p` where `-u` stands as well.
        case loginFlags
        /// The element behind `'-p'`.
        case element
        /// The field `P:` of what a code on a wall says.
        case network
        /// `user:password` or `user/password`.
        case login, bracketedLogin
        case redisUser, attributes, twilio
        /// An argument of a function.
        case call
    }

    /// In lower case, at least ``StatedSecrets/keyBytes`` long.
    let text: StaticString
    /// How it goes on in what is looked for, one of these where there are some.
    var endings: [String] = []
    let position: Position
    /// Found by a text of another entry that it holds.
    var isKnown = false
    /// No end of a longer word, as `rocommunity` is.
    var isWhole = false

    func stands(at place: Int, in line: UnsafeRawBufferPointer) -> Bool {
        isWhole ? line.hasWord(text, at: place) : line.has(text, at: place)
    }
}
