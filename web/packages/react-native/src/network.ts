// What a phone knows of its network, for the client's `environment`: React Native itself does not say it.

import type { Environment } from "@liaison-chat/client";
import { onWake } from "./on-wake.ts";

/** The part of `@react-native-community/netinfo` that is used; anything of this shape will do. */
export interface NetworkInfo {
  addEventListener(listener: (state: { readonly isConnected: boolean | null }) => void): () => void;
}

/** A client with it knows at once that the network is gone, and that it is back. */
export function networkOf(info: NetworkInfo): Required<Pick<Environment, "onWake" | "onOffline">> {
  return {
    onWake: (listener) => {
      const stops = [onWake(listener), info.addEventListener(({ isConnected }) => isConnected && listener())];
      return () => {
        for (const stop of stops) stop();
      };
    },
    onOffline: (listener) => info.addEventListener(({ isConnected }) => isConnected === false && listener()),
  };
}
