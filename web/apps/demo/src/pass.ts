// Who looks, and at which order: handed over in the fragment of the address, which no server and no log ever sees.

/** A person's token and the ticket of the order. */
export interface Pass {
  readonly token: string;
  readonly ticket: number;
}

const KEY = "liaison-demo";

/** The pass of this tab. The fragment is taken out of the address, so that it is in no bookmark and no screenshot. */
export function takePass(): Pass | undefined {
  const given = new URLSearchParams(location.hash.slice(1));
  const token = given.get("token");
  if (token) {
    sessionStorage.setItem(KEY, JSON.stringify({ token, ticket: Number(given.get("ticket")) }));
    history.replaceState(null, "", location.pathname + location.search);
  }
  const kept = sessionStorage.getItem(KEY);
  return kept ? JSON.parse(kept) : undefined;
}
