// @vitest-environment happy-dom
// A type of card is a line in the table of types and one in the table of what draws it: a chat asks for no more.

import type { ConversationStore, Liaison } from "@liaison-chat/client";
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { CARD_MARKS, type CardProps } from "../../src/chat/cards.ts";
import { rowsOf } from "../../src/chat/rows.ts";
import type { ShownMessage } from "../../src/chat/use-chat.ts";
import { LiaisonProvider } from "../../src/index.ts";
import { MessageView } from "../../src/view/message.tsx";
import { cards } from "../../src/view/parts.tsx";

const client = { connect() {}, disconnect() {} } as unknown as Liaison;

/** What a chat draws of a message with these facts. */
function drawn(action_data: Record<string, unknown>): string {
  const message: ShownMessage = {
    id: "1",
    conversation_id: "c",
    seq: 1,
    sender: { id: 1, public_id: "agent-1", name: "Asha", kind: "agent" },
    sender_role: "agent",
    message_type: "user_input",
    text: "in words",
    attachments: [],
    action_data,
    action_required: false,
    action_completed: false,
    created_at: "2026-11-30T10:00:00Z",
  };
  const row = rowsOf([message], "brand-1").find((one) => one.kind === "message");
  if (row?.kind !== "message") throw new Error("no row");
  const { container } = render(
    <LiaisonProvider client={client}>
      <ul>
        <MessageView row={row} isSeen={undefined} isFrozen={false} store={{} as ConversationStore} />
      </ul>
    </LiaisonProvider>,
  );
  return container.querySelector(".lia-message-body")?.textContent ?? "";
}

const Toy = ({ data, instead }: CardProps) => (data["toy"] === "whole" ? <b>a toy</b> : instead);

afterEach(() => {
  cleanup();
  Reflect.deleteProperty(CARD_MARKS, "toy");
  Reflect.deleteProperty(cards, "toy");
});

test("a new type of card is drawn by its own component, and in words when that cannot read it", () => {
  expect(drawn({ toy: "whole" })).toContain("in words");
  cleanup();
  Object.assign(CARD_MARKS, { toy: "toy" });
  Object.assign(cards, { toy: Toy });
  expect(drawn({ toy: "whole" })).toContain("a toy");
  cleanup();
  expect(drawn({ toy: "broken" })).toContain("in words");
});
