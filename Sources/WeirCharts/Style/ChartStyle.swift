extension StyleSheet {
    /// What charts need: the palette as variables for both themes, and the looks of their parts. Print is always light.
    package static let charts = StyleSheet(
        """
        :root{color-scheme:light dark;\(Palette.light.variables)}
        \(parts)
        @media screen and (prefers-color-scheme:dark){:root{\(Palette.dark.variables)}.chart .band{opacity:.36}.chart .band.wide{opacity:.2}}
        """)

    private static let parts = """
        .chart{container-type:inline-size;margin:0}
        .chart svg{display:block;width:100%;overflow:visible}
        .chart .plane{padding:26px 14px 30px 62px}
        .chart .plane svg.plot{height:300px}
        .chart .plane svg svg{height:100%}
        .chart .rows{padding:14px 1px 26px}
        .chart text{font:12px/1 var(--sans,sans-serif);fill:var(--muted);font-variant-numeric:tabular-nums}
        .chart .name{font-size:14px;fill:var(--ink)}
        .chart .value{font-size:13px;fill:var(--soft)}
        .chart .name,.chart .value,.chart .mark{paint-order:stroke;stroke:var(--surface);stroke-width:4px;stroke-linejoin:round}
        .chart .mark{font-size:13px;fill:var(--ink);font-weight:600}
        .chart .mark.limit{fill:var(--limit)}
        .chart .end{text-anchor:end}.chart .middle{text-anchor:middle}
        .chart .grid{stroke:var(--grid);stroke-width:1}
        .chart .base{stroke:var(--axis);stroke-width:1}
        .chart path,.chart .line{vector-effect:non-scaling-stroke}
        .chart .fill-first{fill:var(--first)}.chart .fill-second{fill:var(--second)}.chart .fill-third{fill:var(--third)}
        .chart .fill-rest{fill:var(--rest)}.chart .fill-limit{fill:var(--limit)}
        .chart .band{fill:var(--first);opacity:.26}.chart .band.wide{opacity:.13}
        .chart .curve{fill:none;stroke:var(--first);stroke-width:2.25;stroke-linejoin:round;stroke-linecap:round}
        .chart .edge{fill:none;stroke:var(--first);stroke-width:1;stroke-dasharray:2 3}
        .chart .area{opacity:.85}
        .chart .limit-line{stroke:var(--limit);stroke-width:1.75;stroke-dasharray:7 4}
        .chart .moment{stroke:var(--ink);stroke-width:1;stroke-dasharray:1 3}
        .chart .whisker{stroke:var(--ink);stroke-width:1.5}
        .chart .segment{stroke:var(--surface);stroke-width:1.5}
        .chart .room{fill:none;stroke:var(--axis);stroke-width:1}
        .chart .hit{fill:transparent}
        .chart .at line,.chart .at circle,.chart .at text{visibility:hidden;pointer-events:none}
        .chart .at:hover line,.chart .at:hover circle,.chart .at:hover text{visibility:visible}
        .chart .at line{stroke:var(--soft);stroke-width:1}
        .chart .at text{fill:var(--ink);font-size:13px}
        .legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0;padding:0;list-style:none;font-size:13px;color:var(--soft)}
        .legend li{display:flex;align-items:center;gap:7px}
        .legend svg{width:22px;height:12px;flex:none;overflow:hidden}
        @container (max-width:520px){
        .chart .plane{padding-left:56px}
        .chart .plane svg.plot{height:240px}
        .chart .minor{display:none}
        .chart .name,.chart .value{font-size:13px}
        }
        """
}
