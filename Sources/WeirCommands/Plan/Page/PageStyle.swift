import WeirCharts

extension StyleSheet {
    /// Fonts of the reader's own system, sizes in rem, so that nothing is fetched and zoom works.
    static let page = StyleSheet(
        """
        *{box-sizing:border-box}
        :root{--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.5 var(--sans);overflow-wrap:break-word;-webkit-text-size-adjust:100%}
        header,main{max-width:1160px;margin:0 auto;padding:0 20px}
        header{padding-top:36px;padding-bottom:4px}
        main{display:grid;gap:20px;padding-top:16px;padding-bottom:48px}
        h1{font-size:1.9rem;line-height:1.2;margin:2px 0 6px;overflow-wrap:anywhere}
        h2{font-size:1.3rem;line-height:1.25;margin:0 0 4px}
        h3{font-size:1rem;margin:0}
        p{margin:0}
        a{color:inherit;text-underline-offset:2px}
        .kicker{color:var(--muted);font-size:.9rem}
        .lead{color:var(--soft);max-width:75ch}
        .note{color:var(--soft);font-size:.9rem;max-width:90ch;margin-top:10px}
        section{background:var(--surface);border:1px solid var(--grid);border-radius:12px;padding:24px;min-width:0}
        section .chart,section table{margin-top:16px}
        .verdict{border-top:4px solid var(--limit)}.verdict.good{border-top-color:var(--good)}.verdict.warning{border-top-color:var(--warning)}
        .banner{display:flex;gap:16px;align-items:flex-start}
        .banner h2{font-size:1.7rem}
        .sign{flex:none;width:44px;height:44px;margin-top:2px}
        .sign circle{fill:var(--limit)}.good .sign circle{fill:var(--good)}.warning .sign circle{fill:var(--warning)}
        .sign path{fill:none;stroke:var(--surface);stroke-width:2.6;stroke-linecap:round;stroke-linejoin:round}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:1px;margin-top:22px;background:var(--grid);border:1px solid var(--grid);border-radius:8px;overflow:hidden}
        .tile{background:var(--surface);padding:14px 16px}
        .tile .label,.tile .range{color:var(--soft);font-size:.85rem}
        .tile .number{font-size:1.35rem;font-weight:650;line-height:1.35}
        .tile .why{display:flex;gap:8px;align-items:center;margin-top:8px;font-size:.8rem;color:var(--soft)}
        .origin{display:inline-block;border:1px solid var(--axis);border-radius:99px;padding:0 8px;font-size:.75rem;line-height:1.5;color:var(--soft);white-space:nowrap}
        .origin.assumed{border-style:dashed;border-color:var(--muted)}
        .origin.measured,.origin.given{border-color:var(--good);color:var(--good)}
        .fitting{margin:18px 0 0;display:grid;gap:4px 24px;grid-template-columns:repeat(auto-fit,minmax(280px,1fr))}
        .fitting dt{grid-row:1;color:var(--soft);font-size:.9rem}.fitting dd{grid-row:2;margin:0;color:var(--soft);font-size:.9rem}
        .fitting strong{display:block;color:var(--ink);font-size:1.15rem}
        .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(420px,100%),1fr));gap:20px 32px;margin-top:18px}
        .pair>*{min-width:0}
        .part{margin-top:24px}
        .pair h3,.part h3{margin-bottom:-8px}
        table{border-collapse:collapse;width:100%;font-size:.9rem}
        caption{text-align:left;color:var(--muted);font-size:.85rem;padding-bottom:6px}
        th,td{text-align:left;vertical-align:top;padding:8px 14px 8px 0;border-top:1px solid var(--grid);font-variant-numeric:tabular-nums}
        thead th{border-top:0;color:var(--soft);font-weight:500;font-size:.85rem;vertical-align:bottom}
        tbody th{font-weight:500}
        details{border-top:1px solid var(--grid)}
        details:first-of-type{margin-top:14px}
        summary{display:flex;gap:12px;align-items:baseline;padding:10px 0;cursor:pointer;list-style:none}
        summary::-webkit-details-marker{display:none}
        summary::before{content:"";flex:none;width:7px;height:7px;border:solid var(--muted);border-width:0 2px 2px 0;transform:translateY(-2px) rotate(-45deg)}
        details[open] summary::before{transform:translateY(-3px) rotate(45deg)}
        summary .what{flex:1 1 12ch}
        summary .amount{font-weight:600;font-variant-numeric:tabular-nums}
        summary:focus-visible,a:focus-visible{outline:2px solid var(--first);outline-offset:3px}
        .trace{padding:0 0 18px 19px;scroll-margin-top:80px}
        .formula{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:.85rem;margin-top:8px}
        .assumptions{list-style:none;margin:14px 0 0;padding:0;display:grid;gap:16px 28px;grid-template-columns:repeat(auto-fit,minmax(300px,1fr))}
        .assumptions p{color:var(--soft);font-size:.92rem}
        .assumptions .look-up{margin-top:4px}
        .assumptions .look-up strong{color:var(--ink);font-weight:600}
        @media screen and (max-width:760px){
        header,main{padding-left:12px;padding-right:12px}
        section{padding:18px 16px}
        .tiles{grid-template-columns:1fr 1fr}
        .fitting dt,.fitting dd{grid-row:auto}
        thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        table.cards,table.cards tbody,table.cards tr,table.cards th,table.cards td,table.cards caption{display:block}
        table.cards tr{border-top:1px solid var(--axis);padding:10px 0}
        table.cards th,table.cards td{border:0;padding:2px 0;display:flex;gap:12px;justify-content:space-between;text-align:right}
        table.cards th{font-size:1rem;text-align:left}
        table.cards td::before{content:attr(data-label);color:var(--muted);text-align:left;flex:none;max-width:50%}
        }
        @media print{
        body{background:none;font-size:10pt}
        section{border-color:var(--axis);break-inside:avoid-page}
        #trace,#assumptions{break-inside:auto}
        details::details-content{content-visibility:visible;block-size:auto}
        details,tr,.assumptions li{break-inside:avoid}
        .why a{display:none}
        }
        """)
}
