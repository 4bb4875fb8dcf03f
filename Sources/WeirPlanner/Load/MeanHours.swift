/// Mean lengths in hours, over leap years.
enum MeanHours {
    static let month = 730.5
    static let year = 12 * month
}
