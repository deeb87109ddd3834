/** How the page looks: on a screen by day and by night, on a phone, and on paper. The tokens are those of the lab. */
import { confusionStyles } from "@nndl/words/charts/confusion-table";
import { chartStyles } from "@nndl/words/charts/styles";

/** By day, and on paper. */
export const light = {
  paper: "#fdfdfb",
  raised: "#f5f5f1",
  ink: "#1c1e21",
  muted: "#5c626b",
  line: "#dadad3",
  accent: "#1d5bb8",
  "accent-soft": "#e4ecf8",
  negative: "#b4480c",
  third: "#1c7a4a",
  fourth: "#7b3fa0",
  good: "#1c7a4a",
  bad: "#b3261e",
};

export const dark: typeof light = {
  paper: "#14161a",
  raised: "#1c1f24",
  ink: "#e7e5e0",
  muted: "#a2a9b3",
  line: "#33383f",
  accent: "#86b4ff",
  "accent-soft": "#1e2c44",
  negative: "#ffa06b",
  third: "#6fd09a",
  fourth: "#cfa0ee",
  good: "#6fd09a",
  bad: "#ff9a92",
};

const tokens = (values: typeof light) =>
  Object.entries(values)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");

export const styles = `
:root{color-scheme:light;${tokens(light)};--text-face:"Source Serif 4",Georgia,serif;--tool-face:system-ui,"Segoe UI",Roboto,sans-serif;--code-face:ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${tokens(dark)}}}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font:1.0625rem/1.55 var(--text-face);-webkit-text-size-adjust:100%}
body{max-width:66rem;margin:0 auto;padding:2.2rem clamp(1rem,4vw,2.5rem) 4rem;overflow-wrap:break-word}
h1{font-size:clamp(1.8rem,1.4rem + 2vw,2.6rem);line-height:1.15;margin:0 0 .3rem}
h2{font-size:1.6rem;margin:3.2rem 0 .8rem;padding-top:.9rem;border-top:2px solid var(--ink)}
h3{font-size:1.28rem;line-height:1.3;margin:2.8rem 0 .3rem}
h4{font:650 .95rem/1.4 var(--tool-face);margin:1.8rem 0 .4rem}
p{margin:.4rem 0 .8rem;max-width:44rem}
a{color:var(--accent);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,.wide:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.muted,figcaption,caption{color:var(--muted)}
.tool,nav,table,figcaption,dl,summary,.badge,.why{font-family:var(--tool-face)}
.tool{font-size:.92rem}
nav{font-size:.92rem;margin:1.6rem 0 0;padding:1rem 1.2rem;background:var(--raised);border-radius:.5rem}
nav h2{font:650 1rem/1.4 var(--tool-face);margin:0 0 .4rem;padding:0;border:0}
nav h3{font:600 .85rem/1.4 var(--tool-face);color:var(--muted);margin:.7rem 0 .2rem}
nav ol{list-style:none;margin:0;padding:0;columns:17rem;column-gap:2rem}
nav li{padding:.16rem 0;break-inside:avoid}
nav a{display:inline-block;min-height:1.5rem;text-decoration:none}
nav a:hover{text-decoration:underline}
table{border-collapse:collapse;font-size:.88rem;line-height:1.4;font-variant-numeric:tabular-nums}
th,td{padding:.35rem .7rem .35rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{font-weight:600;color:var(--muted);vertical-align:bottom}
tbody th{font-weight:500}
caption{text-align:left;padding-bottom:.4rem;font-size:.88rem}
.number,.numbers :is(td,td+th,th+th){text-align:right;white-space:nowrap}
th.number,td.number,.numbers :is(td,td+th,th+th){padding-left:.7rem;padding-right:0}
td.number+td:not(.number),th.number+th:not(.number){padding-left:1.2rem}
.wide{overflow-x:auto;margin:.6rem 0 1rem}
figure .wide{margin-top:0}
figure{margin:0;break-inside:avoid;min-width:0}
figcaption{font-size:.88rem;line-height:1.4;margin-bottom:.4rem}
figcaption b,caption b{color:var(--ink);font-weight:600}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1.6rem 2.2rem;margin:1.2rem 0;align-items:start}
.charts>:only-child{max-width:34rem}
dl.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,9rem),1fr));gap:.7rem 1.6rem;margin:.9rem 0;font-size:.92rem;line-height:1.35}
.facts dt{color:var(--muted);font-size:.82rem}
.facts dd{margin:0}
.facts .wider{grid-column:span 2}
.facts strong{font-size:1.15rem;font-weight:650}
.badge{display:inline-block;font-size:.8rem;font-weight:600;line-height:1.3;padding:.1rem .5rem;border-radius:1rem;border:1.5px solid currentcolor;white-space:nowrap}
.agrees{color:var(--good)}
.differs{color:var(--bad)}
.unjudged{color:var(--muted)}
.verdicts{list-style:none;margin:.6rem 0 1rem;padding:0;font:.88rem/1.45 var(--tool-face);color:var(--muted);max-width:46rem}
.verdicts li{display:flex;gap:.7rem;align-items:baseline;padding:.25rem 0}
.verdicts .badge{min-width:6.4rem;text-align:center;flex:none}
.verdicts b{color:var(--ink);font-weight:600}
.why{display:block;color:var(--muted);font-size:.84rem;max-width:30rem}
code,pre{font-family:var(--code-face);font-size:.84em}
pre{margin:.4rem 0;padding:.6rem .8rem;background:var(--raised);border-radius:.35rem;white-space:pre-wrap;overflow-wrap:anywhere}
.hash{overflow-wrap:anywhere;color:var(--muted)}
details{margin:.5rem 0}
summary{cursor:pointer;font-size:.88rem;color:var(--accent);padding:.2rem 0;min-height:1.5rem}
.digits{display:flex;flex-wrap:wrap;gap:.7rem .75rem;margin:.5rem 0 1rem;padding:0;list-style:none;font:.8rem/1.3 var(--tool-face)}
.digits li{width:4.2rem;text-align:center;break-inside:avoid}
.digits svg{display:block;width:4.2rem;height:4.2rem;margin-bottom:.2rem;border:1px solid var(--line);background:#fff}
.digits image,.store image{image-rendering:pixelated}
.store{position:absolute}
.spark{display:block}
.run,.experiment{border-top:1px solid var(--line);margin-top:2.6rem}
.run h3,.experiment h3{margin-top:1.3rem}
.skip{position:absolute;left:-99rem}
.skip:focus{position:static}
footer{margin-top:4rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.88rem;color:var(--muted)}
${chartStyles}${confusionStyles}
@media screen and (prefers-color-scheme:dark){.ink{filter:invert(1) hue-rotate(180deg)}}
@media (max-width:40rem){html{font-size:1rem}table{font-size:.8rem}th,td{padding-right:.35rem}th.number,td.number,.numbers :is(td,td+th,th+th){padding-left:.5rem}.verdicts li{display:block}.verdicts .badge{min-width:0}.confusion{font-size:.68rem}.confusion :is(th,td){min-width:2.55em;padding:0}}
@media print{@page{margin:16mm 15mm 18mm}html{font-size:9.5pt;background:#fff}body{max-width:none;padding:0}.skip,details{display:none}nav{background:none;border:1px solid var(--line)}nav a,a{color:inherit;text-decoration:none}h2,h3,h4,figcaption,caption{break-after:avoid}.charts{grid-template-columns:1fr 1fr;gap:1rem 1.4rem}.charts>:only-child{grid-column:1/-1;max-width:60%}.run,.experiment{break-inside:auto}tr,.digits li,dl{break-inside:avoid}pre{border:1px solid var(--line);background:none}.wide{overflow:visible}.digits{gap:.5rem .5rem}.digits li,.digits svg{width:3.9rem}.digits svg{height:3.9rem}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
