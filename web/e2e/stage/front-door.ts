// What stands before the server in a test and passes everything on. Its address stays the same while the server behind it
// is killed and started again. Pages that only tests have are answered here.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** Pages that only tests have: they are no part of what is shipped. */
const PAGES = fileURLToPath(new URL("../../.cache/pages/", import.meta.url));

/** What `npm run build` left: shown instead of what the server was built with, while one works at the pages. */
const BUILT = fileURLToPath(new URL("../../dist/", import.meta.url));
const SHOWN_AS_BUILT = process.env["LIAISON_E2E_PAGES"] === "built" ? ["console", "demo", "widget"] : [];

/** What pages of ours may do. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The widget is loaded by the pages of others. */
const FOR_EVERYBODY = {
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
};

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".png": "image/png",
};

/** The folder that a part of the address stands for, unless it is the server's. */
function folderOf(part: string): string | undefined {
  if (SHOWN_AS_BUILT.includes(part)) return BUILT;
  return part.startsWith("page-") && existsSync(join(PAGES, part)) ? PAGES : undefined;
}

/** Answers a test's own pages below `/page-…/`, and passes the rest on to the server. */
export class FrontDoor {
  readonly #target: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((asked, answer) => this.#answer(asked, answer));
    this.#server.on("upgrade", (asked, socket: Socket, head) => this.#upgrade(asked, socket, head));
    this.#server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  /** Opens on a free port, or on the one that is named. */
  static async open(target: number, port = 0): Promise<FrontDoor> {
    const door = new FrontDoor(target);
    await new Promise<void>((resolve) => door.#server.listen(port, "127.0.0.1", resolve));
    return door;
  }

  /** Where to find it. `localhost`, because browsers keep secure cookies for it. */
  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Cuts every connection, as a network does; new ones are taken. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #answer(asked: IncomingMessage, answer: ServerResponse): void {
    const path = new URL(asked.url ?? "/", "http://localhost").pathname;
    const [, part = ""] = path.split("/");
    const folder = folderOf(part);
    if (folder) return this.#page(folder, part, path, answer);
    const passed = request(
      {
        port: this.#target,
        host: "127.0.0.1",
        method: asked.method,
        path: asked.url,
        headers: asked.headers,
      },
      (theirs) => {
        answer.writeHead(theirs.statusCode ?? 502, theirs.headers);
        theirs.pipe(answer);
      },
    );
    passed.on("error", () => {
      if (!answer.headersSent) answer.writeHead(502);
      answer.end();
    });
    asked.pipe(passed);
  }

  /** A file of the build, or the page itself for an address that only the page knows. */
  #page(folder: string, part: string, path: string, answer: ServerResponse): void {
    const wanted = normalize(join(folder, decodeURIComponent(path)));
    const isFile = wanted.startsWith(folder) && existsSync(wanted) && statSync(wanted).isFile();
    if (!isFile && (extname(path) || !existsSync(join(folder, part, "index.html")))) {
      answer.writeHead(404).end();
      return;
    }
    const file = isFile ? wanted : join(folder, part, "index.html");
    answer.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-security-policy": PAGE_POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cache-control": "no-store",
      ...(part === "widget" ? FOR_EVERYBODY : {}),
    });
    createReadStream(file).pipe(answer);
  }

  #upgrade(asked: IncomingMessage, socket: Socket, head: Buffer): void {
    const passed = connect(this.#target, "127.0.0.1", () => {
      const headers = Object.entries(asked.headers).flatMap(([name, value]) =>
        [value].flat().map((one) => `${name}: ${one}\r\n`),
      );
      passed.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${headers.join("")}\r\n`);
      passed.write(head);
      passed.pipe(socket).pipe(passed);
    });
    for (const [one, other] of [
      [passed, socket],
      [socket, passed],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  }
}
