// In the place of a case that does not exist, or that the person may not see.

import { Empty } from "@liaison-chat/ui";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTexts } from "../texts/texts.ts";

/** There is no such case. */
export function CaseMissing(): ReactNode {
  const texts = useTexts();
  return (
    <div className="flex h-full items-center justify-center" role="alert">
      <Empty
        icon="search"
        title={texts.ticket.missing}
        action={
          <Link
            to="/inbox"
            search
            className="mt-3 font-semibold text-accent underline-offset-2 hover:underline"
          >
            {texts.navigation.inbox}
          </Link>
        }
      >
        {texts.ticket.missingLead}
      </Empty>
    </div>
  );
}
