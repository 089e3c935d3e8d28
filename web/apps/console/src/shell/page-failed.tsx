// A page that cannot be shown.

import { Button, Empty } from "@liaison-chat/ui";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTexts } from "../texts/texts.ts";

/** A page threw. */
export function PageFailed({ reset }: { readonly reset?: () => void }): ReactNode {
  const texts = useTexts();
  return (
    <div className="flex h-full items-center justify-center" role="alert">
      <Empty
        icon="alert"
        title={texts.errors["title"] ?? ""}
        action={
          <Button icon="retry" onClick={() => (reset ? reset() : location.reload())}>
            {texts.actions.retry}
          </Button>
        }
      >
        {texts.errors["lead"]}
      </Empty>
    </div>
  );
}

/** There is no such page. */
export function PageMissing(): ReactNode {
  const texts = useTexts();
  return (
    <div className="flex h-full items-center justify-center">
      <Empty
        icon="search"
        title={texts.errors["NOT_FOUND"] ?? ""}
        action={
          <Link to="/inbox" className="mt-3 font-semibold text-accent underline-offset-2 hover:underline">
            {texts.navigation.inbox}
          </Link>
        }
      />
    </div>
  );
}
