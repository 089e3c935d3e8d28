// A person as a small round sign, with a dot when the person is there.

import type { ReactNode } from "react";
import { initialsOf } from "../chat/avatar.ts";

/** The sign of a person. The name stands beside it, so it says nothing itself. */
export function Avatar({ name, isOnline }: { name: string; isOnline?: boolean | undefined }): ReactNode {
  return (
    <span className="lia-avatar" aria-hidden="true">
      {initialsOf(name)}
      {isOnline !== undefined && <span className={isOnline ? "lia-dot lia-dot-on" : "lia-dot"} />}
    </span>
  );
}
