// A ticket: its two conversations beside each other, the notes of staff, and what there is to know.

import { ticketOf } from "@liaison-chat/client";
import { useLiaison, useObservable } from "@liaison-chat/react";
import { Button, Empty, Skeleton } from "@liaison-chat/ui";
import { type ReactNode, useCallback, useMemo } from "react";
import { CaseMissing } from "../inbox/case-missing.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";
import { TicketView } from "./ticket-view.tsx";

/** A ticket as a case of the inbox. */
export function TicketCase({ id }: { readonly id: number }): ReactNode {
  const texts = useTexts();
  const liaison = useLiaison();
  const list = useMemo(() => ticketOf(liaison, id), [liaison, id]);
  const refresh = useCallback(() => list.refresh(), [list]);
  const { items, error } = useObservable(list);
  const ticket = items[0];
  // What may no longer be seen is no longer shown, whatever was read before.
  if (ticket && error?.status !== 404) return <TicketView ticket={ticket} refresh={refresh} />;
  if (!error) return <Waiting />;
  if (error.status === 404 || error.code === "PATH_MALFORMED") return <CaseMissing />;
  return (
    <div className="flex h-full items-center justify-center" role="alert">
      <Empty
        icon="alert"
        title={texts.ticket.failed}
        action={
          <Button icon="retry" onClick={() => void list.refresh()}>
            {texts.actions.retry}
          </Button>
        }
      >
        {reasonOf(error, texts)}
      </Empty>
    </div>
  );
}

function Waiting() {
  return (
    <div className="flex h-full flex-col" aria-hidden="true">
      <div className="flex flex-col gap-2.5 border-b border-line px-4 py-3.5">
        <Skeleton width="36%" height={16} />
        <Skeleton width="22%" height={10} />
      </div>
      <div className="flex flex-1">
        {[0, 1].map((side) => (
          <div key={side} className="flex flex-1 flex-col gap-4 border-e border-line p-4 last:max-lg:hidden">
            <Skeleton width="55%" height={44} />
            <Skeleton width="70%" height={60} />
            <Skeleton width="40%" height={32} />
          </div>
        ))}
      </div>
    </div>
  );
}
