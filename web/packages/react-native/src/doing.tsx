// A button that asks something of the server, and says when it was not done.

import { useAction, useSpeech } from "@liaison-chat/react/logic";
import type { ReactNode } from "react";
import { Text } from "react-native";
import { Button } from "./button.tsx";
import { useColors } from "./colors.ts";

/** The button. */
export function Doing({
  label,
  make,
  isMain = false,
}: {
  label: string;
  make: () => Promise<void>;
  isMain?: boolean;
}): ReactNode {
  const { say } = useSpeech();
  const color = useColors();
  const { isBusy, error, run } = useAction();
  return (
    <>
      <Button label={label} isMain={isMain} isDisabled={isBusy} onPress={() => void run(make, () => {})} />
      {error !== undefined && (
        <Text accessibilityRole="alert" style={{ color: color.bad, marginTop: 4 }}>
          {say("failed")}
        </Text>
      )}
    </>
  );
}
