// Cards: messages whose facts say more than their text. A type of card is one line here, and one in the table of cards of
// each kind of screen: browser, phone, console.

import type { Message } from "@liaison-chat/client";
import type { ReactNode } from "react";

/** The key among a message's facts by which each type is known. */
export const CARD_MARKS = { form: "form_type", buttons: "buttons" };

/** A type of card. */
export type CardType = keyof typeof CARD_MARKS;

/** What draws a card gets the facts, and the message in words for facts that it cannot read. */
export interface CardProps {
  readonly data: Record<string, unknown>;
  readonly instead?: ReactNode;
}

/** The cards of a kind of screen: a new type is asked of each of them. */
export type Cards<More = unknown> = Readonly<Record<CardType, (props: CardProps & More) => ReactNode>>;

/** The card that a message is drawn as; most are none. */
export function cardOf({
  action_data: data,
  deleted_at,
}: Pick<Message, "action_data" | "deleted_at">):
  | { readonly type: CardType; readonly data: Record<string, unknown> }
  | undefined {
  if (!data || deleted_at) return undefined;
  const type = (Object.keys(CARD_MARKS) as CardType[]).find((one) => data[CARD_MARKS[one]]);
  return type && { type, data };
}

/** Whether one of a card's buttons asks for a person. */
export function asksForPerson({ buttons }: Record<string, unknown>): boolean {
  return Array.isArray(buttons) && buttons.some((button) => button?.action === "hand_over");
}
