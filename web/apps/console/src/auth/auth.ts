// Who is logged in. The access token lives in memory only; the refresh token in a cookie that no script can read.

import { Liaison, LiaisonError, type Me, type Observable, type Storage } from "@liaison-chat/client";

/** How it stands. `starting`: it is not known yet; `problem` says what hinders it. */
export type AuthState =
  | { readonly name: "starting"; readonly problem?: LiaisonError }
  | { readonly name: "out"; readonly reason?: "ended" }
  | { readonly name: "in"; readonly me: Me; readonly liaison: Liaison };

/** What it needs of the page. */
export interface AuthDeps {
  readonly origin: string;
  readonly fetch: typeof globalThis.fetch;
  readonly area: Storage;
  /** What has to be there before the first page is drawn for this person. */
  readonly prepare?: ((me: Me, liaison: Liaison) => Promise<void>) | undefined;
  /** Tells the other tabs, and hears from them. */
  readonly channel?: Pick<BroadcastChannel, "postMessage" | "onmessage"> | undefined;
}

interface Login {
  readonly access_token: string;
  readonly user: { readonly user_type: string };
}

const STAFF = ["agent", "team_lead", "supervisor", "admin", "super_admin"];

export class Auth implements Observable<AuthState> {
  #state: AuthState = { name: "starting" };
  #token: string | undefined;
  readonly #deps: AuthDeps;
  readonly #listeners = new Set<() => void>();

  constructor(deps: AuthDeps) {
    this.#deps = deps;
    if (deps.channel) {
      deps.channel.onmessage = ({ data }: MessageEvent) => {
        if (data === "out" && this.#state.name === "in") this.#leave({ name: "out", reason: "ended" });
      };
    }
  }

  get = (): AuthState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Goes on with the login of before, if there is one. */
  async resume(): Promise<void> {
    // What hindered it stays on the screen until it no longer does.
    if (this.#state.name !== "starting") this.#become({ name: "starting" });
    try {
      await this.#enter(await this.#post("refresh"));
    } catch (thrown) {
      const error = asError(thrown);
      // Without a cookie, or with one that no longer counts.
      if (error.status === 401 || error.status === 403) return this.#become({ name: "out" });
      this.#become({ name: "starting", problem: error });
    }
  }

  /** Logs in. Throws what the server says. */
  async logIn(email: string, password: string): Promise<void> {
    await this.#enter(await this.#post("login", { email, password }));
  }

  /** Logs out, here and in the other tabs. */
  async logOut(): Promise<void> {
    const state = this.#state;
    if (state.name !== "in") return;
    // The cookie is ended by the server. If it cannot be reached the person is still in, and is told so.
    await this.#post("logout");
    await state.liaison.forget();
    this.#deps.channel?.postMessage("out");
    this.#leave({ name: "out" });
  }

  /** Takes what the person changed about themselves. */
  changeMe(me: Me): void {
    if (this.#state.name === "in") this.#become({ ...this.#state, me });
  }

  async #enter(login: Login): Promise<void> {
    if (!STAFF.includes(login.user.user_type)) {
      throw new LiaisonError("FORBIDDEN", "this account is not one of staff", { status: 403 });
    }
    this.#token = login.access_token;
    const { origin, area, prepare } = this.#deps;
    const account = { id: "" };
    const liaison = new Liaison({
      url: origin,
      token: (isRefused) => this.#freshToken(isRefused),
      storage: {
        area,
        get account() {
          return account.id;
        },
      },
    });
    const me = await liaison.rest.call("GET /me", {});
    account.id = me.public_id;
    await prepare?.(me, liaison);
    this.#become({ name: "in", me, liaison });
  }

  async #freshToken(isRefused: boolean): Promise<string> {
    if (this.#token && !isRefused) return this.#token;
    this.#token = undefined;
    try {
      const { access_token } = await this.#post("refresh");
      this.#token = access_token;
      return access_token;
    } catch (thrown) {
      const error = asError(thrown);
      if (error.status === 401 || error.status === 403) this.#leave({ name: "out", reason: "ended" });
      throw error;
    }
  }

  #leave(state: AuthState): void {
    if (this.#state.name === "in") this.#state.liaison.disconnect();
    this.#token = undefined;
    this.#become(state);
  }

  async #post(action: "login" | "refresh" | "logout", body?: unknown): Promise<Login> {
    const { origin, fetch } = this.#deps;
    const answer = await fetch(`${origin}/api/console/${action}`, {
      method: "POST",
      credentials: "same-origin",
      headers: { "x-liaison-console": "1", ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch((thrown) => {
      throw asError(thrown);
    });
    const text = await answer.text();
    const said = text ? parsed(text) : {};
    if (answer.ok) return said as unknown as Login;
    const { error_code = "ANSWER_MALFORMED", message = `status ${answer.status}` } = said as Record<
      string,
      string
    >;
    const retryAfterMs = Number(answer.headers.get("retry-after")) * 1_000 || undefined;
    throw new LiaisonError(error_code as LiaisonError["code"], message, {
      status: answer.status,
      retryAfterMs,
    });
  }

  #become(state: AuthState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page.
    return {};
  }
}

function asError(thrown: unknown): LiaisonError {
  if (thrown instanceof LiaisonError) return thrown;
  return new LiaisonError("NETWORK", thrown instanceof Error ? thrown.message : String(thrown));
}
