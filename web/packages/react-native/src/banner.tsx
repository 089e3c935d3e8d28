// How the connection stands, while it does not stand well: and that nothing is lost.

import { useConnectionWords, useLiaison, useSpeech } from "@liaison-chat/react/logic";
import type { ReactNode } from "react";
import { Text, View } from "react-native";
import { Button } from "./button.tsx";
import { useColors } from "./colors.ts";

/** Says it. `waiting`: messages that wait for the connection. */
export function Banner({ waiting }: { waiting: number }): ReactNode {
  const { say } = useSpeech();
  const color = useColors();
  const liaison = useLiaison();
  const { text, isRefused: isBad, canTry } = useConnectionWords();
  if (!text) return null;
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
        {text}
        {waiting > 0 ? ` ${say("queued", { count: waiting })}` : ""}
      </Text>
      {canTry && <Button label={say("tryNow")} onPress={() => liaison.connect()} />}
    </View>
  );
}
