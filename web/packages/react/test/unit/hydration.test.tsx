// @vitest-environment happy-dom
// What a server wrote is what the browser draws first: React, in its strict development form, has nothing to say.

import { Liaison } from "@liaison-chat/client";
import { act, type ReactNode, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import { SimulatedServer } from "../../../client/test/stage/simulated-server.ts";
import { chanceFrom, VirtualTime } from "../../../client/test/stage/virtual-time.ts";
import {
  ContactSupportButton,
  FloatingChatWidget,
  LiaisonProvider,
  TicketChat,
  useConnection,
  useConversations,
  useTickets,
} from "../../src/index.ts";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

afterEach(() => {
  vi.restoreAllMocks();
  document.documentElement.lang = "";
});

function Hooks(): ReactNode {
  return (
    <p>
      {useConnection().name} {useConversations().status} {useTickets().status}
    </p>
  );
}

const tree = (client: Liaison, lang?: string) => (
  <StrictMode>
    <LiaisonProvider client={client} lang={lang} color="#7c3aed">
      <ContactSupportButton ticketId={1} style={{ marginTop: 16 }} />
      <TicketChat ticketId={1} style={{ width: 420 }} />
      <FloatingChatWidget position="start" />
      <Hooks />
    </LiaisonProvider>
  </StrictMode>
);

function simulated(): Liaison {
  const time = new VirtualTime();
  const server = new SimulatedServer(time, chanceFrom(1));
  return new Liaison({
    url: "http://simulated",
    token: () => server.token,
    environment: server.environment(() => true),
  });
}

test.each([
  ["en", undefined],
  ["ar", undefined],
  ["fr", "de"],
])("a page in %s, with %s asked for", async (ofPage, lang) => {
  const errors = vi.spyOn(console, "error");
  const written = renderToString(tree(simulated(), lang));
  document.documentElement.lang = ofPage;
  const place = document.createElement("main");
  place.innerHTML = written;
  document.body.append(place);
  const onRecoverableError = vi.fn();
  const client = simulated();
  const root = await act(async () => hydrateRoot(place, tree(client, lang), { onRecoverableError }));
  await act(async () => {});
  expect(onRecoverableError.mock.calls).toEqual([]);
  expect(errors.mock.calls).toEqual([]);
  expect(place.querySelector(".lia-contact")?.getAttribute("lang")).toBe(lang ?? ofPage);
  expect(place.querySelector<HTMLElement>(".lia-float")?.hidden).toBe(false);
  await act(async () => root.unmount());
  place.remove();
});
