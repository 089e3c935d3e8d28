// In the place of a case: while it is read, and when it could not be.

import { Button, Empty, Skeleton } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { reasonOf, useTexts } from "../texts/texts.ts";

/** It could not be read. */
export function CaseFailed({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry: () => void;
}): ReactNode {
  const texts = useTexts();
  return (
    <div className="flex h-full items-center justify-center" role="alert">
      <Empty
        icon="alert"
        title={texts.cases.failed}
        action={
          <Button icon="retry" onClick={onRetry}>
            {texts.actions.retry}
          </Button>
        }
      >
        {reasonOf(error, texts)}
      </Empty>
    </div>
  );
}

/** It is being read. `panes`: how many conversations it will have. */
export function CaseWaiting({ panes }: { readonly panes: 1 | 2 }): ReactNode {
  return (
    <div className="flex h-full flex-col" aria-hidden="true">
      <div className="flex flex-col gap-2.5 border-b border-line px-4 py-3.5">
        <Skeleton width="36%" height={16} />
        <Skeleton width="22%" height={10} />
      </div>
      <div className="flex flex-1">
        {[0, 1].slice(0, panes).map((side) => (
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
