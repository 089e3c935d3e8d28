// Which colleagues look at a ticket, and telling them that we do.

import type { Viewer } from "@liaison-chat/client";
import { useEffect, useState } from "react";
import { useConsole } from "../auth/console-context.tsx";
import type { Pane } from "../conversation/pane.ts";

/** Everybody else who looks at it. `writing`: where we write, while we do. */
export function useViewers(ticket: number, writing: Pane | undefined): readonly Viewer[] {
  const { liaison, me } = useConsole();
  const [viewers, setViewers] = useState<readonly Viewer[]>([]);

  useEffect(
    () => () => {
      // Nobody hears the answer: the server knows by the socket's end too.
      liaison.connection.tell("ticket_viewing", { ticketId: ticket, state: "left" });
    },
    [liaison, ticket],
  );

  useEffect(() => {
    const { connection } = liaison;
    const state = writing ? "replying" : "viewing";
    const tell = () =>
      void connection
        .request<{ viewers?: readonly Viewer[] }>("ticket_viewing", {
          ticketId: ticket,
          state,
          ...(writing ? { channelType: writing } : {}),
        })
        .then(
          ({ viewers: all }) => all && setViewers(all),
          // Without it nobody is seen; the ticket works on.
          () => setViewers([]),
        );
    const stops = [
      connection.whenever(tell),
      connection.on("ticket_viewers", ({ ticket_id, viewers: all }) => {
        if (ticket_id === ticket) setViewers(all);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [liaison, ticket, writing]);

  return viewers.filter(({ public_id }) => public_id !== me.public_id);
}
