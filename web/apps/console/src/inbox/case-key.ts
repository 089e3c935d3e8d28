// What a case is called in addresses: its kind and its number, such as `ticket-12`.
import type { CaseKind } from "@liaison-chat/client";

/** Which case. */
export interface CaseRef {
  readonly kind: CaseKind;
  readonly id: number;
}

/** The kinds, in the order in which they are offered. */
export const KINDS = ["ticket", "session"] as const satisfies readonly CaseKind[];

/** The address of a case. */
export const caseKey = ({ kind, id }: CaseRef): string => `${kind}-${id}`;

/** The key of a ticket's case. */
export const ticketKey = (id: number): string => caseKey({ kind: "ticket", id });

/** What an address means; undefined when it is the key of nothing. */
export function readCaseKey(key: string): CaseRef | undefined {
  const [, named, number] = /^([a-z]+)-([1-9]\d{0,14})$/.exec(key) ?? [];
  const kind = KINDS.find((known) => known === named);
  return kind && { kind, id: Number(number) };
}

/** Where addresses of before lead, which had only the number of a ticket. */
export function keyOfOldAddress(address: string): string | undefined {
  return /^[1-9]\d{0,14}$/.test(address) ? ticketKey(Number(address)) : undefined;
}
