// What a phone says of its network and of itself, as the client wants to hear it.

import { expect, test, vi } from "vitest";
import { networkOf } from "../../src/network.ts";

const states = new Set<(state: string) => void>();

vi.mock("react-native", () => ({
  AppState: {
    addEventListener: (_: "change", listener: (state: string) => void) => {
      states.add(listener);
      return { remove: () => states.delete(listener) };
    },
  },
}));

test("a network that goes and comes is told, as is an application that comes to the front; afterwards nothing", () => {
  const listeners = new Set<(state: { isConnected: boolean | null }) => void>();
  const info = {
    addEventListener: (listener: (state: { isConnected: boolean | null }) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const heard: string[] = [];
  const { onWake, onOffline } = networkOf(info);
  const stops = [onWake(() => heard.push("wake")), onOffline(() => heard.push("offline"))];
  const say = (isConnected: boolean | null) => {
    for (const listener of [...listeners]) listener({ isConnected });
  };
  say(false);
  // Not known: no reason to give up what works.
  say(null);
  say(true);
  for (const listener of states) listener("background");
  for (const listener of states) listener("active");
  expect(heard).toEqual(["offline", "wake", "wake"]);
  for (const stop of stops) stop();
  expect(listeners.size + states.size).toBe(0);
});
