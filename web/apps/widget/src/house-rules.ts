// What the operator decided for every widget of this server.

/** Colour and limits. */
export interface HouseRules {
  readonly color?: string | undefined;
  readonly maxFileBytes?: number | undefined;
}

/** The colour that a server has before anybody chose one: our own look is made for it. */
const UNCHOSEN = "#0ea5e9";

/** Longer nobody waits for a colour. */
const PATIENCE_MS = 3_000;

/** Asks the server at `url`. A server that does not answer, or knows no such rules, leaves everything as it is. */
export async function houseRules(url: string): Promise<HouseRules> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(`${url.replace(/\/+$/, "")}/api/widget/config`, { signal });
    const { primary_color, max_file_bytes } = await answer.json();
    return {
      color: primary_color === UNCHOSEN ? undefined : primary_color,
      maxFileBytes: max_file_bytes > 0 ? max_file_bytes : undefined,
    };
  } catch {
    return {};
  }
}
