#include "turnout/page/html.hpp"

namespace turnout::page {

std::string base_style() {
  return R"(
:root{color-scheme:light dark;--page:#fff;--ink:#1b1f24;--soft:#57606a;--rule:#d0d7de;--land:#f3f4f1;--water:#2f7ab8;
--soon:#1769aa;--later:#a35a00;--late:#b3261e;--other:#8a949e;--card:#f6f8fa}
@media (prefers-color-scheme:dark){:root{--page:#14181d;--ink:#e6e9ec;--soft:#a3adb7;--rule:#39424c;--land:#1f262d;
--water:#4f9bd9;--soon:#79b8f3;--later:#e8ae4a;--late:#ff8f86;--other:#7d8894;--card:#1b2128}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1.5rem 1rem 4rem;background:var(--page);color:var(--ink);
font:1rem/1.55 system-ui,"DejaVu Sans",sans-serif}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 .4rem}
h2{font-size:1.25rem;margin:2.6rem 0 .6rem;padding-top:.8rem;border-top:1px solid var(--rule)}
h3{font-size:1.05rem;margin:1.8rem 0 .3rem}
p{max-width:44rem;margin:.4rem 0 .8rem}
.small,figcaption,caption{font-size:.85rem;color:var(--soft)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(15rem,45%),1fr));gap:.7rem;margin:1.2rem 0;padding:0}
.figures div{background:var(--card);border:1px solid var(--rule);border-radius:.4rem;padding:.6rem .8rem}
.figures dt{font-size:.85rem;color:var(--soft)}
.figures dd{margin:0;font-size:1.45rem;font-variant-numeric:tabular-nums}
.figures dd small{display:block;font-size:.8rem;color:var(--soft)}
figure{margin:1rem 0 .6rem}
svg{display:block;width:100%;height:auto}
figcaption{max-width:44rem;margin-top:.4rem}
.wide{overflow-x:auto;margin:.8rem 0 1.2rem}
.wide:focus-visible{outline:2px solid var(--soon);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:left;padding-bottom:.3rem}
th,td{text-align:left;padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--rule);vertical-align:top}
thead th{color:var(--soft);font-weight:600}
tbody th{font-weight:600;white-space:nowrap}
article th{font-weight:400}
code{background:var(--card);border:1px solid var(--rule);border-radius:.25rem;padding:.1rem .35rem;overflow-wrap:anywhere}
.t{font-size:13px;fill:var(--ink)}
.strong{font-weight:600}
.grid{stroke:var(--rule);stroke-width:1}
.mark{stroke:var(--soft);stroke-width:1.2;stroke-dasharray:4 3}
.axis{stroke:var(--soft);stroke-width:1}
.bar{fill:var(--soon)}
.bar.late{fill:var(--late)}
.bar.other{fill:var(--other)}
.limit{stroke:var(--ink);stroke-width:3}
.whisker{stroke:var(--soon);stroke-width:2}
.whisker.b{stroke:var(--later)}
.dot{fill:var(--soon)}
.dot.b{fill:var(--later)}
@media print{:root{--page:#fff;--ink:#000;--soft:#444;--rule:#bbb;--land:#f3f4f1;--water:#2f7ab8;--soon:#1769aa;
--later:#a35a00;--late:#b3261e;--other:#8a949e;--card:#fff}body{max-width:none;padding:0;font-size:10pt}
figure,.figures div,tr{break-inside:avoid}h2,h3{break-after:avoid}.wide{overflow:visible}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)";
}

} // namespace turnout::page
