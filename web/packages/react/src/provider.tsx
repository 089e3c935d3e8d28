// One client for everything below it.

import type { Liaison } from "@liaison-chat/client";
import { createContext, type ReactNode, useContext, useEffect } from "react";

const Context = createContext<Liaison | undefined>(undefined);

/** Gives a client to the hooks below it. It is connected as long as this is shown. */
export function LiaisonProvider({ client, children }: { client: Liaison; children: ReactNode }): ReactNode {
  useEffect(() => {
    client.connect();
    return () => client.disconnect();
  }, [client]);
  return <Context value={client}>{children}</Context>;
}

/** The client of the nearest provider. */
export function useLiaison(): Liaison {
  const client = useContext(Context);
  if (!client) throw new Error("there is no <LiaisonProvider> around this");
  return client;
}
