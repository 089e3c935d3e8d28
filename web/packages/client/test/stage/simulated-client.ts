// A client of the simulated server, connected and looking at its conversation.

import { type Environment, Liaison, type LiaisonOptions } from "../../src/index.ts";
import { CHANNEL, SimulatedServer } from "./simulated-server.ts";
import { chanceFrom, VirtualTime } from "./virtual-time.ts";

/** A server with so many messages, and a client that has seen them. */
export async function stage({
  before = 3,
  options = {} as Partial<LiaisonOptions>,
  world = {} as Partial<Environment>,
  beforeConnect = (_: SimulatedServer): void => {},
} = {}) {
  const time = new VirtualTime();
  const server = new SimulatedServer(time, chanceFrom(1));
  for (let number = 0; number < before; number++) server.post(`before ${number}`);
  const liaison = new Liaison({
    url: "http://simulated",
    token: () => server.token,
    environment: { ...server.environment(() => true), ...world },
    ...options,
  });
  const conversation = liaison.conversation(CHANNEL);
  const stopLooking = conversation.subscribe(() => {});
  beforeConnect(server);
  liaison.connect();
  await time.pass(1_000);
  return { time, server, liaison, conversation, stopLooking };
}
