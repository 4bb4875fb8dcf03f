package import WeirPlanner

extension SessionPlan.Profile {
    /// How busy each hour of the day (UTC) is, the busiest 1: the shape that plans are made with.
    package var workloadHours: [Double] { DayShape(self).shares }
}
