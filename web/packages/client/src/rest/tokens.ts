// The token of the person, asked for when it is needed and shared by all who need it at once.

/**
 * Gives the person's token. `isRefused` says that the server no longer takes the last one, so that a kept token must
 * be thrown away and a new one be fetched.
 */
export type TokenSource = (isRefused: boolean) => string | Promise<string>;

/** The token of one client. */
export class Tokens {
  readonly #source: TokenSource;
  #token: Promise<string> | undefined;
  #isRefused = false;

  constructor(source: TokenSource) {
    this.#source = source;
  }

  /** Whether `get` asks the source next, in place of a token that was refused. */
  get isReplacing(): boolean {
    return this.#isRefused && !this.#token;
  }

  /** The token, from the source when there is none. */
  get(): Promise<string> {
    if (!this.#token) {
      const isRefused = this.#isRefused;
      const token = (async () => this.#source(isRefused))();
      this.#token = token;
      token.then(
        () => {
          this.#isRefused = false;
        },
        // Those who wait for it hear of the failure; the next one asks again.
        () => this.#forget(token),
      );
    }
    return this.#token;
  }

  /** A token in place of the one that is about to expire. When there is none to be had, that one stays. */
  renew(): Promise<string> {
    const present = this.#token;
    this.#isRefused = true;
    this.#token = undefined;
    const renewed = this.get();
    renewed.catch(() => {
      this.#token ??= present;
    });
    return renewed;
  }

  /** The server refused `token`. Does nothing when there is a newer one already. */
  async refused(token: string): Promise<void> {
    const present = this.#token;
    if (!present || (await present.catch(() => token)) !== token) return;
    this.#isRefused = true;
    this.#forget(present);
  }

  #forget(token: Promise<string>): void {
    if (this.#token === token) this.#token = undefined;
  }
}
