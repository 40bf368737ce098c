// Published reports: pick a period, open it or take its files along. The server makes one when it is asked for.
import { useEffect, useState } from "preact/hooks";
import { get, problemOf } from "../shared/api.ts";
import type { ReportFiles, ReportItem } from "../shared/rows.ts";

const at = (period: string, file: string) => `/api/v1/reports/${period}/${file}`;

const whole = [
  { file: "report.html", words: "Open" },
  { file: "report.xlsx", words: "Workbook (XLSX)" },
  { file: "report.json", words: "For programs (JSON)" },
];

function Tables({ item }: { item: ReportItem }) {
  const [files, setFiles] = useState<ReportFiles["files"]>();
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const fetchNames = async () => {
    setBusy(true);
    try {
      setFiles((await get<ReportFiles>(`/reports/${item.period}`)).files.filter(f => f.name.endsWith(".csv")));
      setProblem("");
    } catch (why) {
      setProblem(problemOf(why).message);
    }
    setBusy(false);
  };
  if (!files)
    return (
      <>
        <button disabled={busy} onClick={() => void fetchNames()}>
          Single tables (CSV)<span class="only-spoken"> of {item.words}</span>
        </button>
        {busy && <span role="status"> Being made…</span>}
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
      </>
    );
  return (
    <ul aria-label={`Tables of ${item.words}`}>
      {files.map(f => (
        <li key={f.name}>
          <a class="button plain" href={at(item.period, f.name)} download>
            {f.title}
          </a>
        </li>
      ))}
    </ul>
  );
}

export function Reports() {
  const [items, setItems] = useState<ReportItem[]>();
  const [problem, setProblem] = useState("");
  useEffect(() => {
    get<{ items: ReportItem[] }>("/reports").then(
      list => setItems(list.items),
      why => setProblem(problemOf(why).message),
    );
  }, []);
  return (
    <main class="page narrow">
      <h1>Reports</h1>
      <p>
        Whole months, quarters and years that are over. Nobody can be told from them: small counts are hidden, the
        others rounded. Each is made when it is asked for: a year takes a while.
      </p>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {items?.length === 0 && <p>There is no report yet: no whole month is over since the records begin.</p>}
      {items?.map(item => (
        <section class="report" key={item.period} aria-labelledby={`r-${item.period}`}>
          <h2 id={`r-${item.period}`}>{item.words}</h2>
          <p class="buttons">
            {whole.map(one => (
              <a
                class="button"
                key={one.file}
                href={at(item.period, one.file)}
                {...(one.file.endsWith(".html") ? { target: "_blank", rel: "noopener" } : { download: true })}
              >
                {one.words}
                <span class="only-spoken"> {item.words}</span>
              </a>
            ))}
          </p>
          <Tables item={item} />
        </section>
      ))}
    </main>
  );
}
