// Who is there, as far as this person may know.

import type { Connection } from "./connection.ts";
import { Cell, type Observable } from "./observable.ts";
import type { Participant } from "./rest/api.gen.ts";

/** Whether somebody is there. `status`: `online`, `offline`, or what staff say of themselves. */
export interface Present {
  readonly isOnline: boolean;
  readonly status: string;
}

/** Everybody heard of, by chat identity. */
export type People = Readonly<Record<string, Present>>;

/** Who is there. While there is no connection this is what was known last. */
export class Presence implements Observable<People> {
  readonly #cell = new Cell<People>({});

  constructor(connection: Connection) {
    connection.on("user_status_change", ({ userId, status, is_online }) =>
      this.#heard({ [userId]: { isOnline: is_online, status } }),
    );
    connection.on("user_offline", ({ userId }) =>
      this.#heard({ [userId]: { isOnline: false, status: "offline" } }),
    );
  }

  get = (): People => this.#cell.get();

  subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  /** Takes what a list of participants says. */
  seed(participants: readonly Participant[]): void {
    const known = this.get();
    this.#heard(
      Object.fromEntries(
        participants.map(({ public_id, is_online }) => {
          const status = known[public_id]?.status;
          const word =
            is_online && status && status !== "offline" ? status : is_online ? "online" : "offline";
          return [public_id, { isOnline: is_online, status: word }];
        }),
      ),
    );
  }

  #heard(news: People): void {
    const known = this.get();
    const fresh = Object.entries(news).filter(
      ([who, { isOnline, status }]) => known[who]?.isOnline !== isOnline || known[who]?.status !== status,
    );
    if (fresh.length > 0) this.#cell.set({ ...known, ...Object.fromEntries(fresh) });
  }
}
