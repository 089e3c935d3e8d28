// What the inbox knows of a case, whatever its kind.

import type { Label, Priority } from "@liaison-chat/client";

/** The kinds there are. */
export type CaseKind = "ticket" | "session";

/** A side that takes part in a case. */
export type CaseSide = "brand" | "creator" | "customer";

/** A row of the inbox. */
export interface CaseRow {
  readonly kind: CaseKind;
  readonly id: number;
  /** Its name in addresses, such as `ticket-12`. */
  readonly key: string;
  readonly title: string;
  readonly parties: readonly { readonly id: number; readonly name: string; readonly side: CaseSide }[];
  /** Who handles it. */
  readonly agent?: { readonly id: number; readonly public_id: string; readonly name: string } | null;
  readonly team?: string | null;
  /** In the words of its kind. */
  readonly status: string;
  readonly is_open: boolean;
  readonly priority: Priority;
  /** Whose turn it is and since when. `us`: a party is waiting for an answer, `who` says which side. */
  readonly turn: {
    readonly of: CaseSide | "us" | "nobody";
    readonly who?: string | null;
    readonly since?: string | null;
  };
  /** The last words of a person. */
  readonly last?: {
    readonly side: CaseSide | "staff";
    readonly name: string;
    readonly person_id?: number | null;
    readonly text: string;
    readonly at: string;
  } | null;
  /** What the caller has not read. */
  readonly unread: number;
  readonly mentions: number;
  readonly labels: readonly Label["id"][];
  readonly snoozed_until?: string | null;
  readonly is_snoozed: boolean;
  /** Since when it waits for an agent. */
  readonly queued_at?: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** How many open cases each view has. */
export interface CaseCounts {
  readonly queue: { readonly count: number; readonly oldest_at?: string | null };
  readonly mine: number;
  readonly unassigned: number;
  readonly team: number;
  readonly everyone: number;
  readonly mentions: number;
  readonly snoozed: number;
  readonly mine_waiting: number;
  readonly kinds: readonly { readonly kind: CaseKind; readonly count: number }[];
}
