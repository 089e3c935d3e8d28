// The components in React Native's own test renderer: what is drawn, and what a press does.

import { Liaison } from "@liaison-chat/client";
import { fireEvent, render, screen } from "@testing-library/react-native";
import { ContactSupportButton, SupportProvider, TicketChat } from "../../src/index.ts";

const PERSON = { id: 3, public_id: "brand-3", name: "Northwind", user_type: "brand" };
const TICKET = {
  id: 7,
  status: "open",
  agent: { id: 2, public_id: "agent-2", name: "Asha Rao" },
  brand_agent_channel: "ticket_7_brand_agent",
  stream_channel_id: "ticket-7",
  participants: [{ public_id: "brand-3" }],
  channels: [],
  order: { id: 7, title: "Three reels", amount: 250000, currency: "INR", status: "awaiting_requirements" },
};
const ANSWERS: Record<string, unknown> = {
  "/api/chat/token": { user: PERSON },
  "/api/crm/tickets/7": TICKET,
};

/** A connection that stands, and on which nothing is said. */
class Quiet {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor() {
    const open = {
      sid: "a",
      upgrades: [],
      pingInterval: 600_000,
      pingTimeout: 600_000,
      maxPayload: 1_000_000,
    };
    setTimeout(() => this.onmessage?.({ data: `0${JSON.stringify(open)}` }), 0);
  }

  send(text: string): void {
    if (text.startsWith("40")) setTimeout(() => this.onmessage?.({ data: '40{"sid":"b"}' }), 0);
  }

  close(): void {}
}

/** A client whose server answers to what is listed, and to nothing else. */
function client(): Liaison {
  const fetch = async (url: string) => {
    const body = ANSWERS[new URL(url).pathname];
    const missing = { success: false, error_code: "NOT_FOUND", message: "not found", details: {} };
    return {
      ok: body !== undefined,
      status: body === undefined ? 404 : 200,
      headers: { get: () => null },
      text: async () => JSON.stringify(body ?? missing),
    };
  };
  return new Liaison({
    url: "http://server.example",
    token: () => "token",
    environment: { fetch, WebSocket: Quiet },
  });
}

test("the chat shows whom one talks to, about which order", async () => {
  render(
    <SupportProvider client={client()} lang="en">
      <TicketChat ticketId={7} onClose={() => {}} />
    </SupportProvider>,
  );
  expect(await screen.findByText("Asha Rao")).toBeTruthy();
  expect(screen.getByText("Three reels")).toBeTruthy();
  expect(screen.getByText("₹2,500")).toBeTruthy();
  // Only the brand has this form, and who one is comes from the server.
  expect(await screen.findByLabelText("Fill in requirements")).toBeTruthy();
  expect(screen.getByLabelText("Close chat")).toBeTruthy();
});

test("the button opens the chat, and closing it is told", async () => {
  const closed = jest.fn();
  render(
    <SupportProvider client={client()} lang="de">
      <ContactSupportButton ticketId={7} onClose={closed} style={{ marginTop: 16 }} />
    </SupportProvider>,
  );
  fireEvent.press(await screen.findByLabelText("Support kontaktieren"));
  fireEvent.press(await screen.findByLabelText("Chat schließen"));
  expect(closed).toHaveBeenCalledTimes(1);
});
