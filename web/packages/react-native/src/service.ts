// The service that applications call by hand: connect a person, come into a ticket's channel, say something.

import {
  Liaison,
  LiaisonError,
  type LiaisonOptions,
  type Message,
  type Person,
  type Routes,
} from "@liaison-chat/client";
import { onWake } from "./on-wake.ts";

/** What a token's answer says. */
type ChatToken = Routes["GET /chat/token"]["answer"];

/** One person's connection to the server, by the calls that applications know from hosted chats. */
export class ChatService {
  #url: string | undefined;
  #options: Partial<LiaisonOptions> = {};
  #client: Liaison | undefined;

  /** Says where the server is. Nothing is sent yet. */
  async initialize(url: string, options: Partial<LiaisonOptions> = {}): Promise<void> {
    if (this.#url !== url) await this.disconnectUser();
    this.#url = url;
    this.#options = options;
  }

  /** Connects a person; waits until the server has let the person in. `userId` must be the token's. */
  async connectUser(userId: string, token: LiaisonOptions["token"] | string): Promise<Person> {
    const url = this.#url;
    if (!url) throw new Error("initialize first");
    await this.disconnectUser();
    const client = new Liaison({
      ...this.#options,
      url,
      token: typeof token === "string" ? () => token : token,
      environment: { onWake, ...this.#options.environment },
    });
    const user = await client.me();
    if (user.public_id !== userId) {
      throw new LiaisonError("IDENTITY_MISMATCH", `the token is not of ${userId}`, { status: 403 });
    }
    this.#client = client;
    client.connect();
    await connected(client);
    return user;
  }

  /** A token for the real-time connection, and where it is. */
  async getToken(): Promise<ChatToken> {
    return this.client.rest.call("GET /chat/token", {});
  }

  /** Comes into the own channel of a ticket; gives the channel's name. */
  async joinTicketChannel(ticketId: number | string): Promise<string> {
    const path = { ticket: Number(ticketId) };
    const { channel_id } = await this.client.rest.call(
      "POST /chat/tickets/{ticket}/join",
      { path },
      { isIdempotent: true },
    );
    return channel_id;
  }

  /** Leaves it. */
  async leaveTicketChannel(ticketId: number | string): Promise<void> {
    const path = { ticket: Number(ticketId) };
    await this.client.rest.call("POST /chat/tickets/{ticket}/leave", { path }, { isIdempotent: true });
  }

  /** Says something; gives the message as it is stored. It is stored once, however often the network fails. */
  async sendMessage(channelId: string, message: string): Promise<Message> {
    const body = { conversation_id: channelId, message, client_id: this.client.environment.newId() };
    const sent = await this.client.rest.call("POST /messages/send", { body }, { isIdempotent: true });
    return sent.message;
  }

  /** Ends the connection and forgets the person. */
  async disconnectUser(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.forget();
  }

  /** Whether the connection stands. */
  isConnected(): boolean {
    return this.#client?.connection.isConnected ?? false;
  }

  /** The client behind it, for `SupportProvider` and for everything that this service does not cover. */
  get client(): Liaison {
    if (!this.#client) throw new Error("connectUser first");
    return this.#client;
  }
}

/** The service of this application. */
export const liaisonService = new ChatService();

/** Waits until the connection stands, or the server has refused the person. */
function connected({ state }: Liaison): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const now = state.get();
      if (now.name === "connected") resolve();
      else if (now.name === "refused") reject(now.error);
      else return;
      stop();
    };
    const stop = state.subscribe(look);
    look();
  });
}
