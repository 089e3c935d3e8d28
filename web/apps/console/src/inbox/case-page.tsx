// The case of the address, whatever its kind.

import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { kinds } from "../kinds.ts";
import { readCaseKey } from "./case-key.ts";
import { CaseMissing } from "./case-missing.tsx";

/** A case. */
export function CasePage(): ReactNode {
  const { case: key } = useParams({ from: "/inbox/$case" });
  const found = readCaseKey(key);
  if (!found) return <CaseMissing />;
  const Case = kinds[found.kind]?.Case;
  if (!Case) return <CaseMissing />;
  // Another case is another page: nothing that was open or half done in one carries over.
  return <Case key={key} id={found.id} />;
}
