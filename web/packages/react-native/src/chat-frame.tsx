// The frame of a chat on a phone: its head with a title, and room for the keyboard.

import { useSpeech } from "@liaison-chat/react/logic";
import type { ReactNode } from "react";
import { KeyboardAvoidingView, Platform, Text, View, type ViewStyle } from "react-native";
import { Button } from "./button.tsx";
import { useColors } from "./colors.ts";

/** The frame; without `onClose` there is no button that closes it. */
export function ChatFrame({
  style,
  head,
  onClose,
  children,
}: {
  style: ViewStyle | undefined;
  head: ReactNode;
  onClose: (() => void) | undefined;
  children: ReactNode;
}): ReactNode {
  const { say, direction } = useSpeech();
  const color = useColors();
  return (
    <KeyboardAvoidingView
      {...(Platform.OS === "ios" ? { behavior: "padding" as const } : {})}
      style={[{ flex: 1, backgroundColor: color.surface, direction }, style]}
    >
      <Bar>
        <View style={{ flex: 1 }}>{head}</View>
        {onClose && <Button label={say("close")} onPress={onClose} />}
      </Bar>
      {children}
    </KeyboardAvoidingView>
  );
}

/** A row across the chat, with a line below it. */
export function Bar({ children }: { children: ReactNode }): ReactNode {
  const color = useColors();
  return (
    <View
      style={{
        flexDirection: "row",
        alignItems: "center",
        padding: 12,
        gap: 12,
        borderBottomWidth: 1,
        borderColor: color.line,
      }}
    >
      {children}
    </View>
  );
}

/** Who the chat is with. */
export function Title({ children }: { children: string }): ReactNode {
  const color = useColors();
  return (
    <Text accessibilityRole="header" style={{ fontSize: 17, fontWeight: "700", color: color.text }}>
      {children}
    </Text>
  );
}
