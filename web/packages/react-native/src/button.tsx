// A button with words on it, large enough for a thumb.

import type { ReactNode } from "react";
import { Pressable, Text } from "react-native";
import { useColors } from "./colors.ts";

/** A button. `isMain`: the one that goes on. */
export function Button({
  label,
  onPress,
  isMain = false,
  isDisabled = false,
}: {
  label: string;
  onPress: () => void;
  isMain?: boolean;
  isDisabled?: boolean;
}): ReactNode {
  const color = useColors();
  return (
    <Pressable
      accessibilityRole="button"
      accessibilityLabel={label}
      accessibilityState={{ disabled: isDisabled }}
      disabled={isDisabled}
      onPress={onPress}
      style={{
        minHeight: 44,
        paddingHorizontal: 18,
        borderRadius: 22,
        justifyContent: "center",
        alignItems: "center",
        backgroundColor: isMain ? (isDisabled ? color["surface-sunken"] : color.accent) : "transparent",
        borderWidth: isMain ? 0 : 1,
        borderColor: color["line-strong"],
      }}
    >
      <Text
        style={{
          fontWeight: "600",
          fontSize: 15,
          color: isMain ? (isDisabled ? color["text-faint"] : color["accent-on"]) : color.text,
        }}
      >
        {label}
      </Text>
    </Pressable>
  );
}
