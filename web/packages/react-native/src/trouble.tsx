// In the place of messages on a phone, while there are none to show.

import type { LiaisonError } from "@liaison-chat/client";
import { useSpeech } from "@liaison-chat/react/logic";
import type { ReactNode } from "react";
import { ActivityIndicator, Text, View } from "react-native";
import { Button } from "./button.tsx";
import { useColors } from "./colors.ts";

/** Why there is nothing to see, or that it is coming. */
export function Trouble({
  error,
  onRetry,
}: {
  error: LiaisonError | undefined;
  onRetry: () => void;
}): ReactNode {
  const { say } = useSpeech();
  const color = useColors();
  const isGone = error?.code === "NOT_FOUND";
  return (
    <View
      accessibilityLiveRegion="polite"
      style={{ flex: 1, alignItems: "center", justifyContent: "center", gap: 12, padding: 32 }}
    >
      {error ? (
        <>
          <Text style={{ color: color["text-muted"], textAlign: "center" }}>
            {say(isGone ? "notFound" : "loadFailed")}
          </Text>
          {!isGone && <Button label={say("retry")} onPress={onRetry} />}
        </>
      ) : (
        <ActivityIndicator accessibilityLabel={say("loading")} color={color.accent} />
      )}
    </View>
  );
}
