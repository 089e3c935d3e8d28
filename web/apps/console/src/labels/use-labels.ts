// The labels of the workspace: asked for when somebody opens a list of them.

import { useQuery } from "@tanstack/react-query";
import { useConsole } from "../auth/console-context.tsx";

/** Under which they are kept. */
export const LABELS_KEY = ["labels"];

/** All labels, by name. */
export function useLabels() {
  const { liaison } = useConsole();
  return useQuery({
    queryKey: LABELS_KEY,
    queryFn: async () => (await liaison.rest.call("GET /crm/labels", {})).items,
  });
}
