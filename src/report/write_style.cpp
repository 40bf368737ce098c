#include "write_html.hpp"

namespace turnout::report {

namespace {

const char* screen_style() {
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
.few td{overflow-wrap:anywhere}
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
.halo{stroke:var(--page);stroke-width:5}
.goal{stroke:var(--late);stroke-width:2.5}
.front{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.8rem 0}
.front dt{color:var(--soft)}
.front dd{margin:0}
aside{max-width:56rem}
aside ul{padding-left:1.2rem}
aside li{margin-bottom:.3rem}
.beside{margin:.2rem 0}
.on-paper{display:none}
.trace{fill:none;stroke:var(--soon);stroke-width:2}
@media screen and (max-width:40rem){
figure{overflow-x:auto}
figure svg{min-width:34rem}
tbody th{white-space:normal;min-width:6rem;max-width:9rem}
.front{grid-template-columns:1fr;gap:0}
.front dd{margin-bottom:.3rem}
}
)";
}

const char* paper_style() {
  return R"(
@page{size:A4;margin:16mm 15mm 18mm;
@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif}}
@page across{size:A4 landscape}
@media print{
a{color:inherit;text-decoration:none}
h2{margin-top:9mm;padding-top:2mm}
nav,aside{font-size:9pt}
nav{break-after:page}
nav>ul{columns:3 9rem}
.across{page:across}
.short .wide{break-inside:avoid}
.kept{page:auto}
.kept .wide,.kept .notes{display:none}
.on-paper{display:block}
p.left-out{break-after:avoid}
ul.left-out{break-inside:avoid}
.some tbody th{min-width:28mm}
.beside{break-before:avoid}
tbody tr:first-child{break-before:avoid}
tbody tr:nth-child(-n+3){break-after:avoid}
tbody tr:nth-last-child(-n+3){break-before:avoid}
.opening{break-inside:avoid;break-after:avoid}
.notes{break-before:avoid}
.terms div,.left-out li{break-inside:avoid}
thead{display:table-header-group;break-after:avoid}
p{break-inside:avoid}
section>p,caption{break-after:avoid}
figure{max-width:150mm}
table{font-size:8.5pt}
.many table,.across table{font-size:7.5pt}
.many :is(th,td),.across :is(th,td){padding-right:.2rem;padding-left:.2rem}
.terms{columns:2;break-inside:avoid}
.notes{font-size:8pt}
th,td{padding-top:.15rem;padding-bottom:.15rem}
tbody th{white-space:normal}
}
)";
}

} // namespace

std::string report_style() {
  return std::string(screen_style()) + paper_style();
}

} // namespace turnout::report
