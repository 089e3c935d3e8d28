// A real socket.io server that says back what it hears: the same words as our engine's loopback program.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type ServerOptions, Server as SocketIo } from "socket.io";

/** A server on a free port, with heartbeats that are quick, and patient with a busy machine. */
export class Echo {
  readonly io: SocketIo;
  readonly port: number;
  readonly #close: () => Promise<void>;

  static async start(options: Partial<ServerOptions> = {}, port = 0): Promise<Echo> {
    const http = createServer();
    const io = new SocketIo(http, { pingInterval: 200, pingTimeout: 1_500, ...options });
    for (const name of ["/", "/custom"]) serve(io, name);
    await new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
    return new Echo(io, (http.address() as AddressInfo).port);
  }

  private constructor(io: SocketIo, port: number) {
    this.io = io;
    this.port = port;
    this.#close = () => new Promise((resolve) => io.close(() => resolve()));
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}/socket.io/`;
  }

  close(): Promise<void> {
    return this.#close();
  }
}

function serve(io: SocketIo, name: string): void {
  const namespace = io.of(name);
  namespace.use((socket, next) => {
    const { refuse } = socket.handshake.auth;
    next(refuse ? Object.assign(new Error("not you"), { data: { why: refuse } }) : undefined);
  });
  namespace.on("connection", (socket) => {
    socket.emit("auth", socket.handshake.auth);
    socket.on("message", (...args) => socket.emit("message-back", ...args));
    socket.on("message-with-ack", (...args) => args.pop()(...args));
    socket.on("kick", () => socket.disconnect(true));
    socket.on("leave", () => socket.disconnect());
  });
}
