// A ticket: its two conversations beside each other, the notes of staff, and what there is to know.

import { ticketOf } from "@liaison-chat/client";
import { useLiaison, useObservable } from "@liaison-chat/react";
import { type ReactNode, useCallback, useMemo } from "react";
import { CaseFailed, CaseWaiting } from "../inbox/case-loading.tsx";
import { CaseMissing } from "../inbox/case-missing.tsx";
import { TicketView } from "./ticket-view.tsx";

/** A ticket as a case of the inbox. */
export function TicketCase({ id }: { readonly id: number }): ReactNode {
  const liaison = useLiaison();
  const list = useMemo(() => ticketOf(liaison, id), [liaison, id]);
  const refresh = useCallback(() => list.refresh(), [list]);
  const { items, error } = useObservable(list);
  const ticket = items[0];
  // What may no longer be seen is no longer shown, whatever was read before.
  if (ticket && error?.status !== 404) return <TicketView ticket={ticket} refresh={refresh} />;
  if (!error) return <CaseWaiting panes={2} />;
  if (error.status === 404 || error.code === "PATH_MALFORMED") return <CaseMissing />;
  return <CaseFailed error={error} onRetry={() => void list.refresh()} />;
}
