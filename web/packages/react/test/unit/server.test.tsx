// On a server there is no page: every component is written all the same, and nothing asks for what is not there.

import { Writable } from "node:stream";
import { Liaison } from "@liaison-chat/client";
import { type ReactNode, StrictMode, Suspense } from "react";
import { renderToPipeableStream, renderToStaticMarkup, renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import * as everything from "../../src/index.ts";
import * as logic from "../../src/logic.ts";

const { ContactSupportButton, FloatingChatWidget, LiaisonProvider, SessionChat, TicketChat } = everything;

const client = () => new Liaison({ url: "https://chat.example.com", token: () => "a.b.c" });
const around = (children: ReactNode, lang?: string) => (
  <LiaisonProvider client={client()} lang={lang}>
    {children}
  </LiaisonProvider>
);

test("there is no page here, and importing makes none", () => {
  for (const name of ["document", "window", "localStorage", "customElements", "matchMedia"])
    expect(name in globalThis, name).toBe(false);
});

/** What each hook gives on a server. */
const HOOKS: Record<string, () => unknown> = {
  useChat: () => everything.useChat("ticket_1_brand_agent").status,
  useConnection: () => everything.useConnection().name,
  useConversation: () => everything.useConversation("ticket_1_brand_agent").status,
  useConversations: () => everything.useConversations().status,
  useLiaison: () => typeof everything.useLiaison(),
  useMe: () => typeof everything.useMe(),
  useObservable: () => everything.useObservable(everything.useLiaison().state).name,
  usePresence: () => typeof everything.usePresence("agent-1"),
  useSession: () => everything.useSession().status,
  useTicket: () => typeof everything.useTicket({ ticketId: 1 } as never).ticket,
  useTickets: () => everything.useTickets().status,
  useTyping: () => everything.useTyping("ticket_1_brand_agent").typing.length,
};

const COMPONENTS: Record<string, ReactNode> = {
  ContactSupportButton: <ContactSupportButton ticketId={1} />,
  FloatingChatWidget: <FloatingChatWidget isOpen={true} />,
  LiaisonProvider: <p>below it</p>,
  SessionChat: <SessionChat onClose={() => {}} />,
  TicketChat: <TicketChat orderId="order-1" onClose={() => {}} />,
};

test("the list of what is tried is whole", () => {
  const exported = Object.keys(everything).filter((name) => /^(use[A-Z]|[A-Z])/.test(name));
  expect([...Object.keys(HOOKS), ...Object.keys(COMPONENTS)].sort()).toEqual(exported.sort());
});

test.each(Object.entries(HOOKS))("%s answers", (_, hook) => {
  const Shown = () => <p>{String(hook())}</p>;
  expect(renderToString(around(<Shown />))).toMatch(/^<p>\w+<\/p>$/);
});

test.each(Object.entries(COMPONENTS))(
  "%s is written, in each language, also in strict mode",
  (_, component) => {
    for (const lang of [undefined, ...everything.languages, "xx"]) {
      const strict = <StrictMode>{around(component, lang)}</StrictMode>;
      expect(renderToString(strict)).toContain("<");
      expect(renderToStaticMarkup(strict)).toContain("<");
    }
  },
);

test("all of them are written as a stream", async () => {
  const parts: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const into = new Writable({
      write: (part, _, done) => {
        parts.push(String(part));
        done();
      },
      final: (done) => {
        done();
        resolve();
      },
    });
    const page = around(<Suspense fallback="…">{Object.values(COMPONENTS)}</Suspense>);
    const { pipe } = renderToPipeableStream(page, { onAllReady: () => pipe(into), onError: reject });
  });
  expect(parts.join("")).toContain("Contact support");
});

test("what needs its style is hidden until the page has it; a button with words is there at once", () => {
  expect(renderToString(around(<FloatingChatWidget />))).toMatch(/<div class="lia lia-float[^>]* hidden=""/);
  const button = renderToString(around(<ContactSupportButton ticketId={1} />));
  expect(button).not.toContain(' hidden=""');
  expect(button).toContain("Contact support");
});

test("what was kept for a person is forgotten without a word", () => {
  everything.forgetDrafts();
  expect(logic.languages).toContain("en");
});
