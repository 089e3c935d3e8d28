// A wire between client and server that a test can cut or freeze: a TCP proxy on a free port.
//
// It stands for what no client can do to itself: the network goes away, or swallows everything in silence.

import { once } from "node:events";
import net from "node:net";

export class Wire {
  #pairs = new Set();
  #server;
  #state = "whole";

  /** A wire to a port of this machine; removed when the test `t` ends. */
  static async to(t, port) {
    const wire = new Wire();
    wire.#server = net.createServer((near) => wire.#join(near, port));
    wire.#server.listen(0, "127.0.0.1");
    await once(wire.#server, "listening");
    t.after(() => {
      wire.cut();
      wire.#server.close();
    });
    return wire;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Every connection breaks, and new ones break at once, until `mend`. */
  cut() {
    this.#state = "cut";
    for (const pair of this.#pairs) pair.forEach((socket) => socket.destroy());
  }

  /** Every connection stays open and carries nothing, also new ones, until `mend`. */
  freeze() {
    this.#state = "frozen";
    for (const pair of this.#pairs) pair.forEach((socket) => socket.removeAllListeners("data").pause());
  }

  /** New connections work again; what was cut or frozen stays so. */
  mend() {
    this.#state = "whole";
  }

  #join(near, port) {
    if (this.#state === "cut") {
      near.destroy();
      return;
    }
    const far = net.connect(port, "127.0.0.1");
    const pair = [near, far];
    this.#pairs.add(pair);
    for (const [from, to] of [[near, far], [far, near]]) {
      from.setNoDelay(true);
      if (this.#state === "whole") from.on("data", (bytes) => to.write(bytes));
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
