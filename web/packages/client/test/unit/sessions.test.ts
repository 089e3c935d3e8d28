// The live chat of a person, as events tell of it.

import { expect, test } from "vitest";
import type { Deps } from "../../src/conversation/follower.ts";
import { LiaisonError } from "../../src/errors.ts";
import { ownSession } from "../../src/lists/sessions.ts";
import type { Session } from "../../src/rest/api.gen.ts";
import { VirtualTime } from "../stage/virtual-time.ts";

const chat = (more: Partial<Session>): Session => ({
  id: "chat-1",
  status: "ai",
  user: { id: 1, public_id: "visitor-1", name: "Vera", user_type: "visitor" },
  agent: null,
  position: null,
  created_at: "2026-11-30T08:00:00Z",
  updated_at: "2026-11-30T08:00:00Z",
  ended_at: null,
  ...more,
});

/** A server that has this chat open, or none; and the list of it, looked at. */
async function own(open: Session | undefined) {
  const time = new VirtualTime();
  const server = { open };
  const listeners = new Map<string, (fact: unknown) => void>();
  const deps = {
    environment: time,
    connection: {
      whenever: (run: () => void) => {
        run();
        return () => {};
      },
      on: (name: string, listener: (fact: unknown) => void) => {
        listeners.set(name, listener);
        return () => {};
      },
    },
    rest: {
      async call() {
        if (!server.open) throw new LiaisonError("NOT_FOUND", "not found", { status: 404 });
        return server.open;
      },
    },
  } as unknown as Deps;
  const list = ownSession(deps);
  list.subscribe(() => {});
  await time.pass(0);
  return { time, server, list, deps, tell: (name: string, fact: unknown) => listeners.get(name)?.(fact) };
}

test("without an open chat the list is empty, and that is no failure", async () => {
  const { list, deps } = await own(undefined);
  expect(list.get()).toMatchObject({ status: "ready", items: [], error: undefined });
  expect(ownSession(deps), "the same for all who ask").toBe(list);
});

test("the place in the queue comes by an event of its own, and goes with the wait", async () => {
  const { list, tell } = await own(chat({}));
  tell("session:updated", { session: chat({ status: "waiting" }) });
  tell("queue:position", { session_id: "chat-1", position: 2 });
  expect(list.get().items[0]).toMatchObject({ status: "waiting", position: 2 });
  // What is told of the chat without its place does not take it away.
  tell("session:updated", { session: chat({ status: "waiting", updated_at: "2026-11-30T08:01:00Z" }) });
  expect(list.get().items[0]).toMatchObject({ position: 2, updated_at: "2026-11-30T08:01:00Z" });
  tell("queue:position", { session_id: "another chat", position: 1 });
  tell("session:updated", { session: chat({ status: "abandoned" }) });
  expect(list.get().items[0]).toMatchObject({ status: "abandoned", position: null });
});

test("a chat that was started in another window is read", async () => {
  const { list, tell, time, server } = await own(undefined);
  server.open = chat({ id: "chat-2" });
  tell("session:updated", { session: server.open });
  await time.pass(5_000);
  expect(list.get().items[0]?.id).toBe("chat-2");
});
