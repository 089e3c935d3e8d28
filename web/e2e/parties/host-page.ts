// A page of somebody else, on an origin of its own, under a policy as strict as the widget can bear.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** The lines that a page's policy needs for the widget, and nothing more. */
export const policyFor = (liaison: string): string =>
  [
    "default-src 'none'",
    // The page's own script, and ours.
    `script-src 'self' ${liaison}`,
    `connect-src ${liaison} ${liaison.replace("http", "ws")}`,
    "img-src blob:",
    "media-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types liaison-host",
  ].join("; ");

/** A page with the loader in it. In a charset that is not ours, with styles that want to be everywhere. */
const page = (liaison: string): string => `<!doctype html>
<html lang="en"><head><meta charset="iso-8859-1"><title>Host</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script src="/before.js"></script>
<script async src="${liaison}/widget/loader.js"></script></head>
<body><main><h1>Somebody else's page</h1><button id="own">Own button</button></main></body></html>`;

/** What the page says before our script is there. */
const BEFORE = `
window.heard = [];
window.Liaison = window.Liaison || function () { (Liaison.q = Liaison.q || []).push(arguments); };
for (const name of ["ready", "open", "close", "unread", "order"])
  Liaison("on", name, (fact) => heard.push(fact === undefined ? name : [name, fact]));
`;

/** A host's server. */
export class HostPage {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Opens on a free port; `liaison` is asked for when a page is. */
  static async open(liaison: () => string): Promise<HostPage> {
    const server = createServer((asked, answer) => {
      if (asked.url === "/before.js") {
        answer.writeHead(200, { "content-type": "text/javascript" }).end(BEFORE);
        return;
      }
      answer
        .writeHead(200, { "content-type": "text/html", "content-security-policy": policyFor(liaison()) })
        .end(page(liaison()));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new HostPage(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
