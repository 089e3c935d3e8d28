// Calls and fields that the front ends and the server have agreed on, and that the server does not describe yet.

import type { Liaison } from "@liaison-chat/client";

/** Something that was found. */
export interface Found {
  readonly kind: "message" | "messages" | "ticket" | "tickets" | "person" | "people";
  readonly ticket_id?: number | null;
  readonly conversation_id?: string | null;
  readonly seq?: number | null;
  readonly excerpt: { readonly text: string; readonly marks: readonly Mark[] } | string;
  readonly marks?: readonly Mark[];
  readonly at?: string | null;
  readonly author?: { readonly name?: string } | string | null;
}

/** A stretch of a text, in code units. */
export interface Mark {
  readonly from: number;
  readonly to: number;
}

/** The calls by method and path, as `Routes` of the client has those of today. */
export interface AheadRoutes {
  "GET /search": {
    query: { q: string; kind?: "messages" | "tickets" | "people"; limit?: number; before?: string };
    answer: { items: Found[]; has_more: boolean };
  };
}

/** A route of `AheadRoutes`. */
export type AheadRoute = keyof AheadRoutes;

/** Makes one of these calls by the client, so with its token, its tries and its errors. */
export function call<R extends AheadRoute>(
  liaison: Liaison,
  route: R,
  args: Omit<AheadRoutes[R], "answer">,
  options: { isIdempotent?: boolean; signal?: AbortSignal } = {},
): Promise<AheadRoutes[R]["answer"]> {
  const make = liaison.rest.call.bind(liaison.rest) as unknown as (
    route: string,
    args: unknown,
    options: unknown,
  ) => Promise<AheadRoutes[R]["answer"]>;
  return make(route, args, options);
}
