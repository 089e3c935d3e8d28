// How the connection stands, while it does not stand well: and that nothing is lost.

import { useConnection, useLiaison, useSpeech } from "@liaison-chat/react/logic";
import type { ReactNode } from "react";
import { Text, View } from "react-native";
import { Button } from "./button.tsx";
import { useColors } from "./colors.ts";

/** Says it. `waiting`: messages that wait for the connection. */
export function Banner({ waiting }: { waiting: number }): ReactNode {
  const { say } = useSpeech();
  const color = useColors();
  const liaison = useLiaison();
  const state = useConnection();
  if (state.name !== "waiting" && state.name !== "refused") return null;
  const isBad = state.name === "refused";
  return (
    <View
      accessibilityLiveRegion="polite"
      style={{
        flexDirection: "row",
        alignItems: "center",
        gap: 12,
        padding: 10,
        backgroundColor: isBad ? color["bad-soft"] : color["warn-soft"],
      }}
    >
      <Text style={{ flex: 1, color: isBad ? color.bad : color.warn }}>
        {isBad ? say("signedOut") : say("offline")}
        {waiting > 0 ? ` ${say("queued", { count: waiting })}` : ""}
      </Text>
      {!isBad && <Button label={say("tryNow")} onPress={() => liaison.connect()} />}
    </View>
  );
}
