#include "write_html.hpp"

namespace turnout::report {

std::string report_style() {
  return R"(
body{max-width:70rem}
.period{font-size:1.2rem;color:var(--soft)}
nav>ul{padding:0}
nav ul{list-style:none;margin:.2rem 0 .6rem;padding:0 0 0 1rem}
nav>ul{columns:2 22rem}
nav>ul>li{break-inside:avoid;font-weight:600}
nav li li{font-weight:400}
a{color:var(--soon)}
article{margin:0 0 2.6rem}
.n{text-align:right}
thead th{vertical-align:bottom}
td.n,th.n{padding-left:.6rem}
td.n{white-space:nowrap}
.few table{width:auto;min-width:min(100%,30rem)}
.whole th,.whole td{font-weight:600;border-top:1.5px solid var(--soft)}
abbr{text-decoration:none;cursor:help;color:var(--soft)}
.notes{font-size:.85rem;color:var(--soft);max-width:56rem}
.terms{margin:0 0 .6rem}
.terms dt{float:left;clear:left;font-weight:600;margin-right:.5rem}
.terms dt::after{content:":"}
.terms dd{margin:0 0 .15rem}
p.left-out{margin:.4rem 0 0;font-weight:600}
ul.left-out{margin:0;padding-left:1.2rem}
.thin{stroke-width:1.5}
.value{font-variant-numeric:tabular-nums}
.trace{fill:none;stroke:var(--soon);stroke-width:2}
@page{size:A4;margin:16mm 15mm 18mm}
@page across{size:A4 landscape}
@media print{
a{color:inherit;text-decoration:none}
h2{margin-top:0;border:0}
nav{break-after:page;font-size:9pt}
nav>ul{columns:3 9rem}
section{break-before:page}
.across{page:across}
.opening{break-inside:avoid;break-after:avoid}
.notes{break-before:avoid}
.terms dt{break-after:avoid}
.terms dd,.left-out li{break-inside:avoid}
thead{display:table-header-group}
figure{max-width:150mm}
table{font-size:8.5pt}
.many table,.across table{font-size:7pt}
.many :is(th,td),.across :is(th,td){padding-right:.2rem;padding-left:.2rem}
.terms{columns:2;break-inside:avoid}
.notes{font-size:8pt}
th,td{padding-top:.15rem;padding-bottom:.15rem}
tbody th{white-space:normal}
}
)";
}

} // namespace turnout::report
