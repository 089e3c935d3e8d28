// What a host's server does: the page as text, without a browser.

import { renderToString } from "react-dom/server";
import { App } from "./app.tsx";

/** The application as a server writes it. It knows neither token nor language of the browser. */
export const written = (): string =>
  renderToString(<App url="https://chat.example.com" token="" ticket="" />);
