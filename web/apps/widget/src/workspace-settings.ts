// What the operator decided for every widget of this server.

/** Name, colour and limits. */
export interface WorkspaceSettings {
  readonly organisation?: string | undefined;
  readonly color?: string | undefined;
  readonly maxFileBytes?: number | undefined;
}

/** What a server has before anybody chose: a name that is not the workspace's, and the colour that our own look is made for. */
const UNCHOSEN = { name: "Liaison", color: "#0ea5e9" };

/** Longer nobody waits for a colour. */
const TIMEOUT_MS = 3_000;

/** Asks the server at `url`. A server that does not answer, or knows no such rules, leaves everything as it is. */
export async function workspaceSettings(url: string): Promise<WorkspaceSettings> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(`${url.replace(/\/+$/, "")}/api/widget/config`, { signal });
    const { organisation_name, primary_color, max_file_bytes } = await answer.json();
    return {
      organisation: organisation_name === UNCHOSEN.name ? undefined : organisation_name,
      color: primary_color === UNCHOSEN.color ? undefined : primary_color,
      maxFileBytes: max_file_bytes > 0 ? max_file_bytes : undefined,
    };
  } catch {
    return {};
  }
}
