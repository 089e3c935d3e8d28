// @vitest-environment happy-dom
// The hooks in a page, over the simulated server: what is drawn follows what happened.

import { Liaison } from "@liaison-chat/client";
import { act, cleanup, render, screen } from "@testing-library/react";
import { StrictMode } from "react";
import { afterEach, expect, test } from "vitest";
import { CHANNEL, CONVERSATION, SimulatedServer } from "../../../client/test/stage/simulated-server.ts";
import { chanceFrom, VirtualTime } from "../../../client/test/stage/virtual-time.ts";
import {
  LiaisonProvider,
  useChat,
  useConnection,
  useConversation,
  usePresence,
  useTicket,
  useTickets,
  useTyping,
} from "../../src/index.ts";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
afterEach(cleanup);

/** A page with one component below the provider. */
async function page(component: React.ReactNode) {
  const time = new VirtualTime();
  const server = new SimulatedServer(time, chanceFrom(1));
  server.post("before");
  const client = new Liaison({
    url: "http://simulated",
    token: () => server.token,
    environment: server.environment(() => true),
  });
  const pass = (ms: number) => act(() => time.pass(ms));
  const whole = (
    <StrictMode>
      <LiaisonProvider client={client}>{component}</LiaisonProvider>
    </StrictMode>
  );
  return { server, client, pass, shown: render(whole), whole };
}

const text = () => document.body.textContent;

function Chat() {
  const { messages, pending, store } = useConversation(CHANNEL);
  return (
    <div>
      <p>{messages.map((message) => message.text).join(", ")}</p>
      <p>{pending.map((message) => `${message.text}: ${message.status}`).join(", ")}</p>
      <button type="button" onClick={() => store.send({ text: "mine" })}>
        Send
      </button>
    </div>
  );
}

test("a conversation is drawn, and again when something is said", async () => {
  const { server, pass } = await page(<Chat />);
  await pass(1_000);
  expect(text()).toContain("before");
  server.post("news");
  await pass(1_000);
  expect(text()).toContain("before, news");
  act(() => screen.getByText("Send").click());
  expect(text()).toContain("mine: waiting");
  await pass(1_000);
  expect(text()).toContain("before, news, mine");
  expect(text()).not.toContain("mine:");
});

test("a chat needs its conversation only, whatever it is about", async () => {
  function AnyChat() {
    const { messages, typing, waiting, send } = useChat(CHANNEL, "Somebody");
    const shown = messages.map(({ text: words, pending }) =>
      pending ? `${words} (${pending.status})` : words,
    );
    return (
      <button type="button" onClick={() => send("mine", [])}>
        {[...shown, ...typing, waiting].join(", ")}
      </button>
    );
  }
  const { server, pass } = await page(<AnyChat />);
  await pass(1_000);
  server.tell("user_typing", { conversationId: CONVERSATION, userId: "agent-9", isTyping: true });
  await pass(1_000);
  expect(text()).toBe("before, Somebody, 0");
  act(() => screen.getByRole("button").click());
  expect(text()).toBe("before, mine (waiting), Somebody, 1");
  await pass(1_000);
  expect(text()).toBe("before, mine, Somebody, 0");
});

test("the connection ends with the page", async () => {
  function State() {
    return <p>{useConnection().name}</p>;
  }
  const { client, pass, shown } = await page(<State />);
  await pass(1_000);
  expect(text()).toBe("connected");
  shown.unmount();
  expect(client.state.get().name).toBe("offline");
});

test("typing and presence are drawn", async () => {
  let draws = 0;
  function Others() {
    draws++;
    const { typing } = useTyping(CHANNEL);
    const there = usePresence("agent-9");
    return <p>{`${typing.join()} ${there ? there.status : "unknown"}`}</p>;
  }
  const { server, pass } = await page(<Others />);
  await pass(1_000);
  expect(text()).toBe(" unknown");
  server.tell("user_typing", { conversationId: CONVERSATION, userId: "agent-9", isTyping: true });
  server.tell("user_status_change", { userId: "agent-9", status: "busy", is_online: true });
  await pass(1_000);
  expect(text()).toBe("agent-9 busy");
  const before = draws;
  server.post("of no interest to this component, but it ends the typing of its author");
  server.tell("user_status_change", { userId: "agent-5", status: "busy", is_online: true });
  await pass(1_000);
  // Once more for the typing that ended (twice in strict mode), and not for anything else.
  expect([text(), draws - before]).toEqual([" busy", 2]);
});

test("tickets are drawn, and read again when one changes", async () => {
  function Tickets() {
    // A new object at each drawing is the same question.
    const { items, status } = useTickets({ status: "open" });
    const { ticket, error } = useTicket(7);
    return <p>{`${status} ${items.map(({ id }) => id).join()} ${ticket?.priority} ${error?.code}`}</p>;
  }
  const ticket = (priority: string) => ({ id: 7, priority, channels: [] });
  const { server, pass } = await page(<Tickets />);
  server.pages["/api/crm/tickets/my"] = { items: [ticket("low")], total: 1 };
  await pass(2_000);
  expect(text()).toBe("ready 7 undefined NOT_FOUND");
  server.pages["/api/crm/tickets/7"] = ticket("urgent");
  server.everybody("ticket_updated", { ticket_id: 7 });
  await pass(5_000);
  expect(text()).toBe("ready 7 urgent undefined");
});

test("without a provider a hook says what is missing", () => {
  expect(() => render(<Chat />)).toThrow("there is no <LiaisonProvider> around this");
});
