// What is said of a live chat, by how far it is.

import { Liaison, type Session } from "@liaison-chat/client";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { useSessionWords } from "../../src/chat/use-session-words.ts";
import { LiaisonProvider } from "../../src/index.ts";
import { learnSessions } from "../../src/words/english-sessions.ts";

learnSessions();

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

/** Who one talks to, and what there is to wait for. */
function said(more: Partial<Session>): readonly [string, string | undefined] {
  const words: [string, string | undefined][] = [];
  const Shown = () => {
    const { name, standing } = useSessionWords(chat(more));
    words.push([name, standing]);
    return null;
  };
  const client = new Liaison({ url: "https://chat.example.com", token: () => "a.b.c" });
  renderToString(
    <LiaisonProvider client={client} organisation="Tamarind">
      <Shown />
    </LiaisonProvider>,
  );
  return words[0] ?? ["", undefined];
}

test("whoever waits is told at which place, as soon as there is one", () => {
  expect(said({ status: "waiting" })).toEqual(["Tamarind", "We’re finding someone for you."]);
  expect(said({ status: "waiting", position: 3 })).toEqual(["Tamarind", "You’re number 3 in the queue."]);
});

test("when no one was free in time, a message can be left", () => {
  expect(said({ status: "abandoned" })[1]).toContain("Leave a message");
});

test("the agent has a name, and then there is nothing to wait for", () => {
  const agent = { id: 2, public_id: "agent-2", name: "Asha Rao" };
  expect(said({ status: "assigned", agent })).toEqual(["Asha Rao", undefined]);
  expect(said({ status: "ai" })).toEqual(["Tamarind", undefined]);
});
