// The console begins here.

import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { localArea } from "./session/local-area.ts";
import { Session } from "./session/session.ts";
import "./style.css";

const session = new Session({
  origin: location.origin,
  fetch: (...request) => fetch(...request),
  area: localArea,
  channel: "BroadcastChannel" in globalThis ? new BroadcastChannel("liaison-console") : undefined,
});
void session.resume();

const place = document.getElementById("root");
if (place) createRoot(place).render(<App session={session} />);
