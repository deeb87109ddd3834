/**
 * How charts look, as CSS. The colours are those of the lab's tokens (--paper, --ink, --muted, --line, --accent, --negative,
 * --third, --fourth), by which a page says what day and night are.
 */
export const chartStyles = `
.chart{display:block;width:100%;height:auto;overflow:visible;font:12.5px var(--tool-face);font-variant-numeric:tabular-nums}
.chart text{fill:var(--muted)}
.chart .name,.chart .legend text,.chart .mark text,.chart .strong{fill:var(--ink)}
.tone-1{--tone:var(--accent)}
.tone-2{--tone:var(--negative)}
.tone-3{--tone:var(--third)}
.tone-4{--tone:var(--fourth)}
.chart path{fill:none}
.chart .grid{stroke:var(--line);stroke-width:1}
.chart .line,.chart .thin{stroke:var(--tone);stroke-width:2.2;stroke-linejoin:round}
.chart .thin{stroke-width:1;opacity:.55}
.chart .line.tone-2{stroke-dasharray:7 3}
.chart .line.tone-3{stroke-dasharray:2.5 3}
.chart .line.tone-4{stroke-dasharray:9 3 2 3}
.chart .dots{stroke:var(--tone);stroke-width:6.5;stroke-linecap:round}
.chart .band{fill:var(--tone);opacity:.17}
.chart .mark path{stroke:var(--muted);stroke-width:1;stroke-dasharray:3 3}
.chart .mark circle{fill:none;stroke:var(--ink);stroke-width:1.6}
.chart .book{fill:var(--negative)}
.chart .middle{stroke:var(--accent);stroke-width:2.5}
.spark{width:5.5rem;height:1.4rem;vertical-align:middle;fill:none;stroke:var(--accent);stroke-width:1.5}
`;
