// One client for everything below it, and how what is below it looks and speaks.

import type { Liaison } from "@liaison-chat/client";
import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";

/** How the components look and speak. */
export interface Manner {
  /** A language tag, such as `fr` or `pt-BR`. Absent: the page's language, else the browser's. */
  readonly lang?: string | undefined;
  /** `auto`, when absent: as the system is set. */
  readonly theme?: "light" | "dark" | "auto" | undefined;
  /** The operator's colour, `#rrggbb`, for buttons and own messages. Words on it stay readable. */
  readonly color?: string | undefined;
  /** The name of the workspace that people talk to, shown at the top. */
  readonly organisation?: string | undefined;
  /** The greatest file in bytes. The server's own start value when absent. */
  readonly maxFileBytes?: number | undefined;
  /** Whether a new message may be heard. `true` when absent. */
  readonly sound?: boolean | undefined;
}

const Context = createContext<{ client: Liaison; manner: Manner } | undefined>(undefined);

/** Gives a client to the hooks below it. It is connected as long as this is shown. */
export function LiaisonProvider({
  client,
  children,
  lang,
  theme,
  color,
  organisation,
  maxFileBytes,
  sound,
}: { client: Liaison; children: ReactNode } & Manner): ReactNode {
  useEffect(() => {
    client.connect();
    return () => client.disconnect();
  }, [client]);
  const value = useMemo(
    () => ({ client, manner: { lang, theme, color, organisation, maxFileBytes, sound } }),
    [client, lang, theme, color, organisation, maxFileBytes, sound],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

function useProvided() {
  const provided = useContext(Context);
  if (!provided) throw new Error("there is no <LiaisonProvider> around this");
  return provided;
}

/** The client of the nearest provider. */
export function useLiaison(): Liaison {
  return useProvided().client;
}

/** How the nearest provider wants things to look and speak. */
export function useManner(): Manner {
  return useProvided().manner;
}
