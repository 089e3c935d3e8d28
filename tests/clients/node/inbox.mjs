// Everything that one socket received, in order, so that a test can wait for an event and never miss one.
//
// `await once(socket, …)` loses what arrives between two awaits; an inbox keeps it until somebody takes it.

/** How long an event may take before its test fails: far beyond any healthy answer on a busy machine. */
const DEADLINE_MS = 20_000;

export class Inbox {
  /** Every event ever received, as [name, ...args]; taking one with `next` does not remove it here. */
  history = [];
  #arrived = [];
  #waiting = [];

  constructor(socket) {
    socket.onAny((name, ...args) => this.#arrive(name, args));
    for (const name of ["connect", "disconnect", "connect_error"]) {
      socket.on(name, (...args) => this.#arrive(name, args));
    }
  }

  /** The arguments of the oldest event of this name not yet taken, which may still be on its way. */
  next(name, accepts = () => true) {
    const index = this.#arrived.findIndex((event) => event.name === name && accepts(...event.args));
    if (index >= 0) return Promise.resolve(this.#arrived.splice(index, 1)[0].args);
    return new Promise((resolve, reject) => {
      const waiter = { name, accepts, resolve };
      waiter.timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(new Error(`no "${name}" within ${DEADLINE_MS} ms; received so far: ${this.#summary()}`));
      }, DEADLINE_MS);
      this.#waiting.push(waiter);
    });
  }

  /** The names of what was received, repeats as a number: `connect, message-back (200), disconnect`. */
  #summary() {
    const runs = [];
    for (const [name] of this.history) {
      if (runs.at(-1)?.name === name) runs.at(-1).times++;
      else runs.push({ name, times: 1 });
    }
    return runs.map(({ name, times }) => (times === 1 ? name : `${name} (${times})`)).join(", ") || "nothing";
  }

  #arrive(name, args) {
    this.history.push([name, ...args]);
    const index = this.#waiting.findIndex((waiter) => waiter.name === name && waiter.accepts(...args));
    if (index < 0) {
      this.#arrived.push({ name, args });
      return;
    }
    const [waiter] = this.#waiting.splice(index, 1);
    clearTimeout(waiter.timer);
    waiter.resolve(args);
  }
}
