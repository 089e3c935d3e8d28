// The drafts of one login, by case and part. They outlive the page of their ticket, and hear of changes elsewhere all the
// time: a draft that was sent from another tab is not there any more when one comes back to it.

import type { DraftChannel, Liaison } from "@liaison-chat/client";
import { type CaseRef, caseKey } from "../inbox/case-key.ts";
import { DraftKeeper } from "./draft-keeper.ts";
import { DraftMemory } from "./draft-memory.ts";
import type { Pane } from "./pane.ts";
import { UnsentDrafts } from "./unsent-drafts.ts";

const PANES: readonly DraftChannel[] = ["brand_agent", "creator_agent", "notes"];

let open: DraftShelf | undefined;

/** The shelf of a login. There is one login at a time. */
export function shelfOf(liaison: Liaison, person: string): DraftShelf {
  if (open?.liaison !== liaison) {
    closeDrafts();
    open = new DraftShelf(liaison, person);
  }
  return open as DraftShelf;
}

/** Whoever comes next has drafts of their own: nothing of these is told to the server any more. */
export function closeDrafts(): void {
  open?.close();
  open = undefined;
}

export class DraftShelf {
  readonly liaison: Liaison;
  /** The first words of what was not sent, by case. */
  readonly unsent: UnsentDrafts;
  readonly #memory: DraftMemory;
  readonly #drafts = new Map<string, DraftKeeper>();
  readonly #loading = new Map<number, Promise<void>>();
  readonly #end = new AbortController();
  readonly #stops: (() => void)[];

  constructor(liaison: Liaison, person: string) {
    this.liaison = liaison;
    this.#memory = new DraftMemory(person);
    this.unsent = new UnsentDrafts(this.#memory.words);
    const { connection } = liaison;
    const { signal } = this.#end;
    this.#stops = [
      connection.on("draft_changed", ({ ticket_id, channel_type, text, updated_at }) => {
        const name = nameOf({ kind: "ticket", id: ticket_id }, channel_type);
        const draft = this.#drafts.get(name);
        if (draft) draft.adopt(text, updated_at);
        else this.unsent.note(name, text);
      }),
      connection.whenever(() => this.#catchUp()),
    ];
    const heard = (event: StorageEvent) => {
      const news = this.#memory.heard(event);
      if (news) this.#drafts.get(news.name)?.mirror(news);
    };
    const leave = () => {
      for (const draft of this.#drafts.values()) void draft.flush();
    };
    addEventListener("storage", heard, { signal });
    addEventListener("pagehide", leave, { signal });
  }

  close(): void {
    this.#end.abort();
    for (const stop of this.#stops) stop();
    for (const draft of this.#drafts.values()) draft.close();
  }

  /** The draft of a part. */
  draft(of: CaseRef, pane: Pane): DraftKeeper {
    const name = nameOf(of, pane);
    const found = this.#drafts.get(name);
    if (found) return found;
    const memory = this.#memory;
    const place = {
      put: (text: string) => this.#put(of, pane, text),
      remember: (what: Parameters<DraftMemory["write"]>[1]) => memory.write(name, what),
      forget: (text: string) => {
        // What the server does not keep is kept here, as long as there is something.
        if (isKept(of) || text === "") memory.forget(name, text);
      },
      changed: (text: string) => this.unsent.note(name, text),
    };
    const made = new DraftKeeper(place, undefined, memory.read(name));
    this.#drafts.set(name, made);
    return made;
  }

  async #put({ id, ...of }: CaseRef, pane: Pane, text: string): Promise<unknown> {
    if (!isKept(of) || pane === "chat") return undefined;
    const kept = await this.liaison.rest.call("PUT /crm/tickets/{id}/drafts/{channel_type}", {
      path: { id, channel_type: pane },
      body: { text },
    });
    return kept.updated_at;
  }

  /** Asks the server for the drafts of a case, if it keeps them. */
  load({ id, ...of }: CaseRef): Promise<void> {
    if (!isKept(of)) return Promise.resolve();
    const running = this.#loading.get(id);
    if (running) return running;
    const loading = this.#load(id)
      // What was typed is here; the next connection asks again.
      .catch(() => {})
      .finally(() => this.#loading.delete(id));
    this.#loading.set(id, loading);
    return loading;
  }

  async #load(id: number): Promise<void> {
    const asked = this.liaison.rest.call("GET /crm/tickets/{id}/drafts", { path: { id } });
    const keptFor = async (pane: DraftChannel) => {
      const found = (await asked).items.find(({ channel_type }) => channel_type === pane);
      return { kept: found?.text ?? "", at: found?.updated_at };
    };
    await Promise.all(
      PANES.map((pane) => this.draft({ kind: "ticket", id }, pane).compareWith(keptFor(pane))),
    );
  }

  /** Events may have been lost with the connection, and puts have failed. */
  #catchUp(): void {
    const tickets = new Set<number>();
    for (const [name, draft] of this.#drafts) {
      if (draft.state === "failed") void draft.flush();
      if (draft.isShown || draft.text !== "") tickets.add(Number(name.split("/")[0]));
    }
    for (const id of tickets) if (id > 0) void this.load({ kind: "ticket", id });
  }
}

/** Whether the server keeps the drafts of a case. It does so for tickets; those of live chats are this browser's. */
const isKept = ({ kind }: Pick<CaseRef, "kind">): boolean => kind === "ticket";

/** The name of a draft. Those of tickets have only the number: they were there first. */
const nameOf = (of: CaseRef, pane: Pane): string => `${of.kind === "ticket" ? of.id : caseKey(of)}/${pane}`;
