// A wire between client and server that a test can cut or freeze: a TCP proxy on a free port.

import { once } from "node:events";
import net from "node:net";
import { onTestFinished } from "vitest";

type Pair = readonly [net.Socket, net.Socket];

export class Wire {
  readonly port: number;
  readonly #pairs = new Set<Pair>();
  #state: "whole" | "cut" | "frozen" = "whole";

  /** A wire to a port of this machine, until the test ends. Requests that match `refuses` break it. */
  static async to(far: number, { refuses }: { refuses?: RegExp } = {}): Promise<Wire> {
    const server = net.createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const wire = new Wire((server.address() as net.AddressInfo).port);
    server.on("connection", (near) => wire.#join(near, far, refuses));
    onTestFinished(() => {
      wire.cut();
      server.close();
    });
    return wire;
  }

  private constructor(port: number) {
    this.port = port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Every connection breaks, and new ones break at once, until `mend`. */
  cut(): void {
    this.#state = "cut";
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
  }

  /** Every connection stays open and carries nothing, also new ones, until `mend`. */
  freeze(): void {
    this.#state = "frozen";
    for (const pair of this.#pairs) for (const socket of pair) socket.removeAllListeners("data").pause();
  }

  /** New connections work again; what was cut or frozen stays so. */
  mend(): void {
    this.#state = "whole";
  }

  #join(near: net.Socket, port: number, refuses: RegExp | undefined): void {
    if (this.#state === "cut") return void near.destroy();
    const far = net.connect(port, "127.0.0.1");
    const pair: Pair = [near, far];
    this.#pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.setNoDelay(true);
      if (this.#state === "whole") {
        from.on("data", (bytes) => {
          if (from === near && refuses?.test(bytes.toString("latin1"))) from.destroy();
          else to.write(bytes);
        });
      }
      from.on("end", () => to.end());
      // Both ends report the same break; the pair goes down together.
      from.on("error", () => to.destroy());
      from.on("close", () => {
        to.destroy();
        this.#pairs.delete(pair);
      });
    }
  }
}
