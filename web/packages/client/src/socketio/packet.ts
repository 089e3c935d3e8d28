// Socket.IO 5 packets as text. Binary attachments are not understood: our server sends none.

import { toJson } from "../json.ts";

/** A Socket.IO packet. `type` is one of the constants below. Every part is given: pages put an `id` in each object. */
export interface Packet {
  readonly type: number;
  readonly namespace: string;
  readonly id: number | undefined;
  readonly data: unknown;
}

export const CONNECT = 0;
export const DISCONNECT = 1;
export const EVENT = 2;
export const ACK = 3;
export const CONNECT_ERROR = 4;

/** The packet as it goes over the wire. */
export function encode({ type, namespace, id, data }: Packet): string {
  const place = namespace === "/" ? "" : `${namespace},`;
  return `${type}${place}${id ?? ""}${data === undefined ? "" : toJson(data)}`;
}

const SHAPE = /^([0-6])(?:\d+-)?(?:(\/[^,]*),?)?(\d*)(.*)$/s;

/** Reads a packet; throws when it is none. */
export function decode(text: string): Packet {
  const match = SHAPE.exec(text);
  if (!match) throw new SyntaxError("not a Socket.IO packet");
  const [, type, namespace = "/", id, data] = match;
  return {
    type: Number(type),
    namespace,
    id: id ? Number(id) : undefined,
    data: data ? JSON.parse(data) : undefined,
  };
}
