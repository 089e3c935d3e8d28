// The console begins here.

import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { forgetDrafts } from "./conversation/draft-memory.ts";
import { closeDrafts } from "./conversation/draft-shelf.ts";
import { forgetBegun } from "./parts/begun.ts";
import { keepPage } from "./parts/keep-page.ts";
import { preferences } from "./preferences/preferences.ts";
import { localArea } from "./session/local-area.ts";
import { Session } from "./session/session.ts";
import { Speech } from "./texts/speech.ts";
import "./style.css";

const speech = new Speech();
const speakAsPreferred = () => speech.speak(preferences.get().value.language);
preferences.subscribe(() => void speakAsPreferred());
void speakAsPreferred();

const session = new Session({
  origin: location.origin,
  fetch: (...request) => fetch(...request),
  area: localArea,
  // The pages are drawn in the language that the person chose, wherever that was.
  prepare: (me, liaison) => {
    preferences.use(liaison, me.preferences);
    return speakAsPreferred();
  },
  channel: "BroadcastChannel" in globalThis ? new BroadcastChannel("liaison-console") : undefined,
});
let before = session.get();
session.subscribe(() => {
  const state = session.get();
  const hasLeft = before.name === "in" && state.name !== "in";
  before = state;
  if (!hasLeft) return;
  closeDrafts();
  // Who logged out leaves nothing on a shared computer; whose login ended comes back to it.
  if (state.name !== "out" || state.reason) return;
  forgetDrafts();
  forgetBegun();
});
void session.resume();

keepPage();

const place = document.getElementById("root");
if (place) createRoot(place).render(<App session={session} speech={speech} />);
