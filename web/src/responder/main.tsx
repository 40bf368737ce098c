import { render } from "preact";
import "../shared/tokens.css";
import "./responder.css";
import { App } from "./app.tsx";

render(<App />, document.getElementById("app")!);
if ("serviceWorker" in navigator)
  void navigator.serviceWorker
    .register("/responder/service_worker.js", { scope: "/responder/" })
    .catch(() => undefined);
