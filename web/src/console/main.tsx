import { render } from "preact";
import "../shared/tokens.css";
import "./console.css";
import "./pages.css";
import { App } from "./app.tsx";

render(<App />, document.getElementById("app")!);
