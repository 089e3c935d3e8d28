// The console begins here.

import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { Auth } from "./auth/auth.ts";
import { localArea } from "./auth/local-area.ts";
import { forgetDrafts } from "./conversation/draft-memory.ts";
import { closeDrafts } from "./conversation/draft-shelf.ts";
import { forgetBegun } from "./parts/begun.ts";
import { keepPage } from "./parts/keep-page.ts";
import { preferences } from "./preferences/preferences.ts";
import { forgetAnswer } from "./shell/start-answer.ts";
import { Speech } from "./texts/speech.ts";
import "./style.css";

const speech = new Speech();
const speakAsPreferred = () => speech.speak(preferences.get().value.language);
preferences.subscribe(() => void speakAsPreferred());
void speakAsPreferred();

const auth = new Auth({
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
let before = auth.get();
auth.subscribe(() => {
  const state = auth.get();
  const left = before.name === "in" && state.name !== "in" ? before.me : undefined;
  before = state;
  if (!left) return;
  closeDrafts();
  // Who logged out leaves nothing on a shared computer; whose login ended comes back to it.
  if (state.name !== "out" || state.reason) return;
  forgetAnswer(left.public_id);
  forgetDrafts();
  forgetBegun();
});
void auth.resume();

keepPage();

const place = document.getElementById("root");
if (place) createRoot(place).render(<App auth={auth} speech={speech} />);
