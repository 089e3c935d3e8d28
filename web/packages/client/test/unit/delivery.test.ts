// Whatever the network does: in the end the store shows the server's log, and each message was stored once, in order.

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type ConversationStore, Liaison, type Storage } from "../../src/index.ts";
import { CHANNEL, type Faults, NO_FAULTS, SimulatedServer } from "../stage/simulated-server.ts";
import { chanceFrom, VirtualTime } from "../stage/virtual-time.ts";

/** A client that can be ended and started again on the same storage, as a page that is loaded again. */
class Client {
  store!: ConversationStore;
  readonly sent: string[] = [];
  readonly #server: SimulatedServer;
  readonly #kept = new Map<string, string>();
  #liaison: Liaison | undefined;
  #end = () => {};
  #unsubscribe: (() => void) | undefined;

  constructor(server: SimulatedServer) {
    this.#server = server;
    this.reload();
  }

  /** Ends in the midst of whatever it does, and starts again. */
  reload(): void {
    this.#end();
    let isAlive = true;
    this.#end = () => {
      isAlive = false;
      this.#liaison?.disconnect();
    };
    this.#liaison = new Liaison({
      url: "http://simulated",
      token: () => this.#server.giveToken(),
      storage: { area: this.#area(() => isAlive), account: "b-1" },
      environment: this.#server.environment(() => isAlive),
    });
    this.store = this.#liaison.conversation(CHANNEL);
    this.#unsubscribe = this.store.subscribe(() => {});
    this.#liaison.connect();
  }

  send(): void {
    const text = `own ${this.sent.length}`;
    this.sent.push(text);
    this.store.send({ text });
  }

  look(isLooking: boolean): void {
    this.#unsubscribe?.();
    this.#unsubscribe = isLooking ? this.store.subscribe(() => {}) : undefined;
  }

  #area(isAlive: () => boolean): Storage {
    return {
      get: (key) => this.#kept.get(key),
      set: (key, value) => {
        if (isAlive()) this.#kept.set(key, value);
      },
      remove: (key) => {
        if (isAlive()) this.#kept.delete(key);
      },
      keys: (prefix) => [...this.#kept.keys()].filter((key) => key.startsWith(prefix)),
    };
  }
}

type Step = (server: SimulatedServer, client: Client) => unknown;

const step: fc.Arbitrary<[string, Step]> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<[string, Step]>(["send", (_, client) => client.send()]) },
  {
    weight: 6,
    arbitrary: fc.constant<[string, Step]>(["post", (server) => server.post(`other ${server.log.length}`)]),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.constantFrom("edit" as const, "deletion" as const),
      )
      .map<[string, Step]>(([which, kind]) => [`${kind} ${which}`, (server) => server.change(which, kind)]),
  },
  { weight: 2, arbitrary: fc.constant<[string, Step]>(["hide", (server) => server.hide()]) },
  { weight: 2, arbitrary: fc.constant<[string, Step]>(["cut", (server) => server.cut()]) },
  { weight: 1, arbitrary: fc.constant<[string, Step]>(["freeze", (server) => server.freeze()]) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 100, max: 60_000 })
      .map<[string, Step]>((ms) => [`restart ${ms}`, (server) => server.restart(ms)]),
  },
  { weight: 2, arbitrary: fc.constant<[string, Step]>(["expire", (server) => server.expireToken()]) },
  { weight: 1, arbitrary: fc.constant<[string, Step]>(["reload", (_, client) => client.reload()]) },
  {
    weight: 1,
    // Written while what was kept is still being read.
    arbitrary: fc.constant<[string, Step]>([
      "reload and send",
      (_, client) => {
        client.reload();
        client.send();
      },
    ]),
  },
  { weight: 1, arbitrary: fc.constant<[string, Step]>(["look away", (_, client) => client.look(false)]) },
  { weight: 1, arbitrary: fc.constant<[string, Step]>(["look again", (_, client) => client.look(true)]) },
  {
    weight: 2,
    // A page that the network loses is asked for again by whoever scrolls.
    arbitrary: fc.constant<[string, Step]>([
      "older",
      (_, client) => void client.store.loadOlder().catch(() => {}),
    ]),
  },
);

const share = fc.double({ min: 0, max: 0.4, noNaN: true });
const faults: fc.Arbitrary<Faults> = fc.record({
  lost: share,
  doubled: share,
  late: share,
  rest: share,
  refused: share,
});

const story = fc.record({
  seed: fc.integer(),
  faults,
  before: fc.integer({ min: 0, max: 130 }),
  steps: fc.array(fc.tuple(step, fc.integer({ min: 0, max: 8_000 })), { minLength: 1, maxLength: 40 }),
});

test("the store shows the server's log, and what was sent is stored once and in order", async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ seed, faults, before, steps }) => {
      const time = new VirtualTime();
      const server = new SimulatedServer(time, chanceFrom(seed));
      for (let number = 0; number < before; number++) server.post(`before ${number}`);
      const client = new Client(server);
      server.faults = faults;
      for (const [[, doIt], ms] of steps) {
        doIt(server, client);
        await time.pass(ms);
      }

      // The network heals; heads, heartbeats and retries have all the time they need.
      server.faults = NO_FAULTS;
      client.look(true);
      await time.pass(300_000);
      while (client.store.get().hasOlder) {
        void client.store.loadOlder();
        await time.pass(10_000);
      }

      const { isLive, messages, pending, status } = client.store.get();
      expect({ status, isLive, pending }).toEqual({ status: "ready", isLive: true, pending: [] });
      expect(messages).toEqual(server.messages);
      const own = server.messages.filter(({ client_id }) => client_id);
      expect(own.map(({ text }) => text.replace(/ \(edited.*/, "")).filter(Boolean)).toEqual(
        client.sent.filter((_, index) => !own[index]?.deleted_at),
      );
      expect(own).toHaveLength(client.sent.length);
    }),
    { numRuns: Number(process.env["LIAISON_PROPERTY_RUNS"] ?? 150) },
  );
}, 120_000);
