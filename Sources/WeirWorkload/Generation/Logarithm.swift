extension Double {
    /// Natural logarithm of a positive, normal number, to about ten digits, from arithmetic alone: the same on every machine,
    /// which a C library's need not be. ln x = e·ln 2 + 2·artanh((m − 1)/(m + 1)), with m in 1/√2 … √2.
    var logarithm: Double {
        var exponent = Double(self.exponent)
        var mantissa = significand
        if mantissa > 2.0.squareRoot() {
            mantissa /= 2
            exponent += 1
        }
        let ratio = (mantissa - 1) / (mantissa + 1)
        let square = ratio * ratio
        var sum = 0.0
        for term in stride(from: 17.0, through: 1.0, by: -2.0) { sum = sum * square + 1 / term }
        return exponent * 0.693147180559945309 + 2 * ratio * sum
    }
}
