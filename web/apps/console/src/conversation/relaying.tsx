// Passing messages of one conversation on to another one: at once, or edited, or after files were confirmed.

import type { Message } from "@liaison-chat/client";
import { type ReactNode, useCallback, useState } from "react";
import { RelayDialog } from "./relay-dialog.tsx";
import { type FileWithMetadata, type Relay, useIsRelayed, useRelay } from "./use-relay.ts";

/** Where messages are relayed to. */
export interface RelayTo {
  readonly ticket: number;
  readonly channel: string;
  /** Who gets them. */
  readonly name: string;
}

/** What a log has to know of it. */
export interface RelayingState {
  readonly otherName: string;
  readonly isRelayed: (message: Message) => boolean;
  readonly onRelay: (message: Message, isEdited: boolean) => void;
}

/** Draws a log that messages can be relayed from, and what has to be asked before. */
export function Relaying({
  to,
  from,
  children,
}: {
  readonly to: RelayTo;
  /** The conversation that they come from. */
  readonly from: string | undefined;
  readonly children: (relaying: RelayingState) => ReactNode;
}): ReactNode {
  const relay = useRelay(to.ticket, to.name);
  const isRelayed = useIsRelayed(to.channel, from);
  const [edited, setEdited] = useState<{ message: Message; remaining: readonly FileWithMetadata[] }>();
  // Files that may still tell of their maker are shown before they go.
  const relayOrAsk = useCallback(
    async (wanted: Relay) => {
      const outcome = await relay(wanted);
      if (outcome === "done") setEdited(undefined);
      else if (outcome !== "failed") setEdited({ message: wanted.message, remaining: outcome });
      return outcome === "done";
    },
    [relay],
  );
  const onRelay = useCallback(
    (message: Message, isEdited: boolean) =>
      isEdited ? setEdited({ message, remaining: [] }) : void relayOrAsk({ message }),
    [relayOrAsk],
  );
  return (
    <>
      {children({ otherName: to.name, isRelayed, onRelay })}
      {edited ? (
        <RelayDialog
          key={edited.message.id}
          message={edited.message}
          remaining={edited.remaining}
          name={to.name}
          onClose={() => setEdited(undefined)}
          onRelay={(text, attachments, confirmed) =>
            relayOrAsk({ message: edited.message, text, attachments, confirmed })
          }
        />
      ) : null}
    </>
  );
}
