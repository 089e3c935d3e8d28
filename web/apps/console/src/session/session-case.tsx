// A live chat as a case of the inbox.

import type { ReactNode } from "react";
import { CaseFailed, CaseWaiting } from "../inbox/case-loading.tsx";
import { CaseMissing } from "../inbox/case-missing.tsx";
import { SessionView } from "./session-view.tsx";
import { useSession } from "./use-session.ts";

/** The chat, once it is read. */
export function SessionCase({ id }: { readonly id: number }): ReactNode {
  const { data: session, error, refetch } = useSession(id);
  if (session) return <SessionView id={id} session={session} refresh={refetch} />;
  if (session === null) return <CaseMissing />;
  if (error) return <CaseFailed error={error} onRetry={() => void refetch()} />;
  return <CaseWaiting panes={1} />;
}
