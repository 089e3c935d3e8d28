// Takes over what the server wrote; whatever React has to mend is an error.

import { hydrateRoot } from "react-dom/client";
import { App } from "./app.tsx";

const { token = "", ticket = "" } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
hydrateRoot(
  document.querySelector("#root") as HTMLElement,
  <App url={location.origin} token={token} ticket={ticket} />,
  { onRecoverableError: reportError },
);
