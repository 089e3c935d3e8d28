// Calls and fields that the front ends and the server have agreed on, and that the server does not describe yet.

import type { DraftChannel, Liaison, Staff } from "@liaison-chat/client";

/** Where staff write in a ticket: to one of the parties, or to each other. */
export type Pane = DraftChannel;

/** A decision about who handles a ticket. */
export interface Decision {
  readonly agent: { readonly public_id: string; readonly name: string };
  readonly decided_by: string;
  readonly candidates: readonly {
    readonly agent_id: number;
    readonly name?: string;
    readonly load: number;
    readonly capacity: number;
    readonly eligible: boolean;
    readonly refused_because?: readonly string[];
  }[];
  readonly reasons: readonly string[];
  readonly from: string;
}

/** Something that was done, in the chained log of deeds. */
export interface Activity {
  readonly id: number;
  readonly at: string;
  /** A chat identity, `key-` and a number, or `system`. */
  readonly actor: string;
  /** The name of the person. */
  readonly actor_name?: string | null;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string | number | null;
  readonly details: Record<string, unknown> | null;
  readonly hash: string;
}

/** A pattern that is masked in every text. */
export interface MaskingPattern {
  readonly name: string;
  readonly pattern: string;
}

/** The settings of the organisation. */
export interface Settings {
  readonly version: number;
  readonly organisation_name: string;
  readonly primary_color: string;
  readonly welcome_brand?: string | null;
  readonly welcome_creator?: string | null;
  readonly masking_patterns: readonly MaskingPattern[];
  readonly auto_away_minutes: number;
  readonly default_capacity: number;
}

/** What everybody may know of this server. */
export interface PublicConfig {
  readonly organisation_name: string;
  readonly primary_color: string;
  readonly locales: readonly string[];
  readonly max_file_bytes: number;
  readonly file_types: readonly string[];
}

/** Somebody who handles tickets, with what there is to do. */
export type LiveAgent = Staff & { readonly open_tickets?: number; readonly waiting_tickets?: number };

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
  "GET /crm/tickets/{id}/assignments": { path: { id: number }; answer: { items: Decision[] } };
  "GET /support/activity": {
    query?: { before?: string | number; limit?: number; actor?: string; subject?: string };
    answer: { items: Activity[]; has_more?: boolean };
  };
  "GET /support/settings": { answer: Settings };
  "PUT /support/settings": { body: Settings; answer: Settings };
  "GET /widget/config": { answer: PublicConfig };
  "GET /admin/agents": { answer: { items: LiveAgent[]; total: number } };
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
