// The live chat that a customer or visitor has open.

import type { Deps } from "../conversation/follower.ts";
import { LiaisonError } from "../errors.ts";
import type { Session } from "../rest/api.gen.ts";
import { RefreshingList } from "./refreshing.ts";

const own = new WeakMap<Deps, RefreshingList<Session>>();

/** The live chat that this person has open, as a list of one or none; the same list each time. Live while subscribed to. */
export function ownSession(liaison: Deps): RefreshingList<Session> {
  const known = own.get(liaison) ?? listOfOwn(liaison);
  own.set(liaison, known);
  return known;
}

function listOfOwn(liaison: Deps): RefreshingList<Session> {
  const { connection, rest } = liaison;
  return new RefreshingList<Session>(liaison, {
    key: ({ id }) => id,
    load: async () => {
      try {
        const session = await rest.call("GET /support/chat/sessions/active", {});
        return { items: [session], total: 1 };
      } catch (thrown) {
        if (thrown instanceof LiaisonError && thrown.status === 404) return { items: [], total: 0 };
        throw thrown;
      }
    },
    watch: (outdated, list) => [
      connection.on("session:updated", ({ session }) => {
        if (!list.get().items.some(({ id }) => id === session.id)) return outdated();
        // Its place is told apart from it.
        list.change(session.id, ({ position }) => ({
          ...session,
          position: session.position ?? (session.status === "waiting" ? position : null) ?? null,
        }));
      }),
      connection.on("queue:position", ({ session_id, position }) =>
        list.change(session_id, (session) => ({ ...session, position })),
      ),
    ],
  });
}
