// The order a conversation is about, on a phone: what, how much, how far.

import type { FormType, Ticket } from "@liaison-chat/client";
import { moneyOf, stepsOf, useSpeech } from "@liaison-chat/react/logic";
import type { ReactNode } from "react";
import { Text, View } from "react-native";
import { Button } from "./button.tsx";
import { useColors } from "./colors.ts";

/** Shows an order; `form` is what its brand can fill in now. */
export function OrderStrip({
  ticket: { order },
  form,
  onForm,
}: {
  ticket: Ticket;
  form: FormType | undefined;
  onForm: () => void;
}): ReactNode {
  const { say, locale } = useSpeech();
  const color = useColors();
  const { done, of } = stepsOf(order.status);
  return (
    <View style={{ padding: 12, gap: 6, backgroundColor: color["surface-subtle"] }}>
      <View style={{ flexDirection: "row", gap: 12 }}>
        <Text numberOfLines={1} style={{ flex: 1, color: color.text, fontWeight: "600" }}>
          {order.title}
        </Text>
        <Text style={{ color: color["text-muted"] }}>{moneyOf(locale, order.amount, order.currency)}</Text>
      </View>
      {done > 0 && (
        <View style={{ flexDirection: "row", gap: 4 }}>
          {Array.from({ length: of }, (_, step) => (
            <View
              // biome-ignore lint/suspicious/noArrayIndexKey: steps are their numbers
              key={step}
              style={{
                flex: 1,
                height: 4,
                borderRadius: 2,
                backgroundColor: step < done ? color.primary : color["surface-sunken"],
              }}
            />
          ))}
        </View>
      )}
      <View style={{ flexDirection: "row", alignItems: "center", justifyContent: "space-between" }}>
        <Text accessibilityLiveRegion="polite" style={{ color: color["text-muted"] }}>
          {say(order.status)}
        </Text>
        {form && (
          <Button
            label={say(form === "requirements" ? "requirementsFill" : "revisionFill")}
            onPress={onForm}
          />
        )}
      </View>
    </View>
  );
}
